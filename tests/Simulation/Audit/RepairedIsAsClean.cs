using System.Globalization;
using System.Text;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Tests.Simulation.Audit;

/// <summary>
/// What was completed after faults and repairs is what a run without faults gives: the same steps, with the same
/// outputs, and the same effects outside. Compared where nobody decided otherwise, and nothing depends on what comes
/// first.
/// </summary>
internal sealed class RepairedIsAsClean : Checker
{
    private const int Most = 4;

    /// <summary>Activations with something in their history that a clean run need not have.</summary>
    private readonly HashSet<long> _others = [];

    /// <summary>Steps that fell out, though all was to be undone where they fail.</summary>
    private readonly HashSet<(long Activation, string Step)> _keptFromUndoing = [];

    public override void Durable(Chronicle it, SagaEvent happened)
    {
        if (IsAnotherWay(it, happened))
            _others.Add(it.Id);
        if (happened is StepFailed { Then: FailureExit.FallOut } failed && IsToUndoAll(it, failed.Step))
            _keptFromUndoing.Add((it.Id, failed.Step));
    }

    public override void End()
    {
        foreach (var it in World.Auditor.Chronicles.Where(IsComparable).Take(Most))
        {
            var twin = new CleanRun(World.Seed, it.Order, it.State.Plan);
            if (!twin.Run())
            {
                Fail($"{it.Name} is completed, and its clean twin does not come to its end");
                continue;
            }

            if (IsAMatterOfOrder(it, twin))
                continue;

            var effects = it.State.Steps.Select(static step => step.Id)
                .Where(step => World.Outside.IsThere($"{it.Name}/{step}/do"));
            var there = new SortedSet<string>(effects, StringComparer.Ordinal);
            var (was, clean) = (Describe(it.State, there), Describe(twin.State!, twin.There));
            if (was != clean)
                Fail($"{it.Name} of {it.Definition.Id} was repaired to\n{was}and a clean run gives\n{clean}");
        }
    }

    private bool IsComparable(Chronicle it) =>
        it.State.State == ActivationState.Completed
            && it.Order is { Parent: null, Trigger: null }
            && !_others.Contains(it.Id)
        && (it.Order.Service.Length == 0 || it.Order.Action == ActivationAction.Provision);

    private bool IsAnotherWay(Chronicle it, SagaEvent happened) => happened switch
    {
        RollbackStarted or StepSkipped or DueTimePassed or FinishReached => true,
        ActivityFaulted or EventPublished or ChildStarted => true,
        StepFailed failed => failed.Error.Code != "REFUSED",
        FalloutResolved resolved => resolved.Decision is not (FalloutDecision.Retry or FalloutDecision.Complete),

        // Whoever looked into it put right, too, what would have been refused.
        FalloutRaised { Error.Code: ErrorCodes.OutcomeUnknown } unknown => it.Facts(unknown.Step) is not { } facts
            || Outside.OutsideWorld.IsRefused(World.Seed, it.Order.Customer, unknown.Step, facts.Operation),
        _ => false,
    };

    /// <summary>
    /// All was to be undone, and a point of no return stood in the way: whether a step beside it had come to that point
    /// by then is a matter of what comes first, and the twin was undone, or the other way round. Where nothing is
    /// beside anything else, it is not.
    /// </summary>
    private bool IsAMatterOfOrder(Chronicle it, CleanRun twin) => it.Definition.HasBranches
        && (it.State.Steps.Any(step => _keptFromUndoing.Contains((it.Id, step.Id)) && !twin.FellOut.Contains(step.Id))
            || twin.FellOut.Any(step => !_keptFromUndoing.Contains((it.Id, step)) && IsToUndoAll(it, step)));

    private static bool IsToUndoAll(Chronicle it, string step) =>
        it.State.FindStep(step)?.Activity.OnFailure == OnFailure.RollBack;

    private static string Describe(SagaState state, SortedSet<string> there)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"  {state.State} {state.FlowStatus} output {state.Output}\n");
        foreach (var step in state.Steps.OrderBy(static step => step.Id, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"  {step.Id} {step.State} {step.Output} {step.Error?.Code}\n");
        text.Append(CultureInfo.InvariantCulture, $"  there: {string.Join(' ', there)}\n");
        var variables = state.SnapshotFlow().Variables ?? new Dictionary<string, Core.Values.Value>();
        var inOrder = variables.OrderBy(static one => one.Key, StringComparer.Ordinal);
        text.Append(CultureInfo.InvariantCulture, $"  variables: {string.Join(' ', inOrder)}\n");
        return text.ToString();
    }
}
