using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine.Auditing;

/// <summary>What activations are doing, as the journal has it: while something is under way, sides may differ.</summary>
/// <param name="journal">Finds them.</param>
/// <param name="read">Reads their states.</param>
public sealed class OpenWork(
    IJournal journal, Func<IReadOnlyList<long>, CancellationToken, Task<IReadOnlyList<SagaState>>> read)
{
    private const int Page = 200;

    /// <summary>Retries are at most so far apart that none of them is missed.</summary>
    private static readonly TimeSpan RetryMax = TimeSpan.FromDays(1);

    /// <summary>One that has not begun yet changes nothing.</summary>
    private static readonly ActivationState[] Begun =
        [ActivationState.Running, ActivationState.Held, ActivationState.Fallout, ActivationState.RollingBack];

    private static readonly ActivationState[] WaitForPeople = [ActivationState.Held, ActivationState.Fallout];

    /// <summary>Whether an activation of the service has begun and not ended.</summary>
    public async Task<bool> HasOpenAsync(string service, CancellationToken cancellation) =>
        (await journal.ListAsync(
            new ActivationQuery(1) { Service = service, States = Begun }, cancellation).ConfigureAwait(false)).Count > 0;

    /// <summary>A step, as its activation has it now; null where there is none.</summary>
    public async Task<StepRecord?> FindStepAsync(long activation, string step, CancellationToken cancellation) =>
        (await read([activation], cancellation).ConfigureAwait(false)) is [var state] ? state.FindStep(step) : null;

    /// <summary>
    /// Steps whose call, or whose undoing, may have had its effect at an adapter without anybody knowing yet. A step that
    /// waits for its next attempt was told that nothing was done.
    /// </summary>
    public async Task<IReadOnlySet<(long Activation, string Step)>> UnderWayAsync(
        string adapter, DateTimeOffset now, CancellationToken cancellation)
    {
        var found = new HashSet<(long, string)>();
        for (long after = 0; ;)
        {
            var ids = await journal.FindAwakeAsync(now + RetryMax, withAlways: true, after, Page, cancellation)
                .ConfigureAwait(false);
            foreach (var state in await read(ids, cancellation).ConfigureAwait(false))
                found.UnionWith(UnderWay(state, adapter));
            if (ids.Count < Page)
                return found;
            after = ids[^1];
        }
    }

    /// <summary>Those of them whose outcome is still not known.</summary>
    public async Task<IReadOnlySet<(long Activation, string Step)>> StillUnderWayAsync(
        IReadOnlySet<(long Activation, string Step)> before, string adapter, CancellationToken cancellation)
    {
        var still = new HashSet<(long, string)>();
        foreach (var ids in before.Select(static one => one.Activation).Distinct().Chunk(Page))
        {
            foreach (var state in await read(ids, cancellation).ConfigureAwait(false))
                still.UnionWith(UnderWay(state, adapter).Where(before.Contains));
        }

        return still;
    }

    /// <summary>Those of these activations that have not ended.</summary>
    public async Task<IReadOnlySet<long>> OpenAsync(IReadOnlyList<long> activations, CancellationToken cancellation) =>
        activations.Count == 0
            ? new HashSet<long>()
            : (await read(activations, cancellation).ConfigureAwait(false)).Where(static state => !state.IsFinished)
                .Select(static state => state.Id).ToHashSet();

    /// <summary>
    /// Activations that began before a time, and that do not simply wait for what is to come: a person has to decide, a
    /// call does not end, or something is being undone.
    /// </summary>
    public async IAsyncEnumerable<SagaState> StuckAsync(
        DateTimeOffset before,
        DateTimeOffset now,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        for (long? after = null; ;)
        {
            var query = new ActivationQuery(Page)
            {
                States = WaitForPeople,
                CreatedBefore = before,
                OldestFirst = true,
                After = after,
            };
            var ids = await journal.ListAsync(query, cancellation).ConfigureAwait(false);
            foreach (var state in await read(ids, cancellation).ConfigureAwait(false))
            {
                if (BeganBefore(state, before))
                    yield return state;
            }

            if (ids.Count < Page)
                break;
            after = ids[^1];
        }

        for (long after = 0; ;)
        {
            var ids = await journal.FindAwakeAsync(now + RetryMax, withAlways: true, after, Page, cancellation)
                .ConfigureAwait(false);
            long[] old = [.. ids.Where(id => ActivationId.Time(id) < before)];
            foreach (var state in await read(old, cancellation).ConfigureAwait(false))
            {
                var works = state.State is ActivationState.RollingBack
                    || (state.State is ActivationState.Running && state.Steps.Any(IsOpen));
                if (works && BeganBefore(state, before))
                    yield return state;
            }

            if (ids.Count < Page)
                break;
            after = ids[^1];
        }
    }

    private static bool BeganBefore(SagaState state, DateTimeOffset before) =>
        !state.IsFinished && (state.StartTime ?? state.CreateTime) < before;

    private static bool IsOpen(StepRecord step) => step.State is StepState.Pending or StepState.Running
        or StepState.Retrying or StepState.Unknown or StepState.Compensating;

    private static IEnumerable<(long, string)> UnderWay(SagaState state, string adapter) => state.Steps
        .Where(step => step.Activity is not ChildWorkflow && step.Activity.Adapter == adapter
            && (step.State is StepState.Running or StepState.Unknown or StepState.Compensating)
            && !state.Fallouts.Any(fallout => fallout.Step == step.Id))
        .Select(step => (state.Id, step.Id));
}
