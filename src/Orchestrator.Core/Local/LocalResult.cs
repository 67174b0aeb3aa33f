using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Local;

/// <summary>How a local run ended.</summary>
public enum LocalStatus
{
    /// <summary>The workflow came to its end.</summary>
    Finished,

    /// <summary>Something failed that the workflow does not handle: it was undone, or a person must look.</summary>
    Faulted,

    /// <summary>It waits for what does not come: an event that is not given, or a join.</summary>
    Suspended,

    /// <summary>It was withdrawn.</summary>
    Cancelled,
}

/// <summary>Something that failed.</summary>
/// <param name="Activity">The activity's id, or the step's.</param>
/// <param name="Message">Why.</param>
public sealed record LocalIncident(string Activity, string Message);

/// <summary>What came of a local run.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Lines">
/// Written by the workflow, in order, and by those that it began and went along with: not by those that it dispatched
/// and did not wait for, whose lines may come at any time.
/// </param>
/// <param name="Incidents">What failed in the workflow itself, in order.</param>
/// <param name="State">The activation as it is now.</param>
/// <param name="History">All transitions, those of activations that it began among them, in the order of their
/// writing.</param>
public sealed record LocalResult(
    LocalStatus Status,
    IReadOnlyList<string> Lines,
    IReadOnlyList<LocalIncident> Incidents,
    SagaState State,
    IReadOnlyList<Transition> History)
{
    /// <summary>An object, with no member where the workflow gave nothing.</summary>
    public Value Outputs => State.Output;

    /// <summary>Whether it was stopped because it went on for too long.</summary>
    public bool WasStopped { get; init; }

    /// <summary>Why what was asked for was not carried out, in order.</summary>
    public IReadOnlyList<string> Refusals { get; init; } = [];

    /// <param name="along">The activation, and those whose lines count.</param>
    internal static LocalResult Of(SagaState state, IReadOnlyList<Transition> history, IReadOnlySet<long> along)
    {
        var own = history.Where(transition => transition.Activation == state.Id)
            .SelectMany(transition => transition.Events);
        return new(
            StatusOf(state),
            [.. LinesOf(history, along)],
            [.. own.Select(IncidentOf).OfType<LocalIncident>()],
            state,
            history);
    }

    /// <summary>A rule of the engine itself was broken before anything was written.</summary>
    internal static LocalResult NotBegun(WorkflowPlan plan, string message) =>
        new(LocalStatus.Faulted, [], [new(plan.Root.Id, message)], new SagaState(0, plan), []);

    private static IEnumerable<string> LinesOf(IEnumerable<Transition> history, IReadOnlySet<long> along) => history
        .Where(transition => along.Contains(transition.Activation))
        .SelectMany(transition => transition.Events)
        .OfType<LineWritten>()
        .Select(line => line.Text);

    private static LocalStatus StatusOf(SagaState state) => state.FlowStatus switch
    {
        FlowStatus.Finished => LocalStatus.Finished,
        FlowStatus.Faulted => LocalStatus.Faulted,
        FlowStatus.Cancelled when state.State == ActivationState.Cancelled => LocalStatus.Cancelled,
        FlowStatus.Cancelled => LocalStatus.Faulted,
        _ when state.State == ActivationState.Fallout => LocalStatus.Faulted,
        _ => LocalStatus.Suspended,
    };

    private static LocalIncident? IncidentOf(SagaEvent happened) => happened switch
    {
        ActivityFaulted it => new(it.Activity, it.Error.Message),
        StepFailed { Then: FailureExit.RollBack or FailureExit.FallOut } it => new(it.Step, it.Error.Message),
        CompensationFailed it => new(it.Step, it.Error.Message),
        _ => null,
    };
}
