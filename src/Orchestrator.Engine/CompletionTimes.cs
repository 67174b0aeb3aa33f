using System.Collections.Concurrent;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Engine;

/// <summary>
/// How long the last completed activations of each workflow version took from start to end, and what that lets one
/// expect of those under way. Safe for any number of threads.
/// </summary>
public sealed class CompletionTimes
{
    /// <summary>Fewer are no ground to expect anything on.</summary>
    public const int SamplesMin = ObservedDurations.SamplesMin;

    /// <summary>So many of a version count, the last ones.</summary>
    public const int SamplesMax = 50;

    private const int VersionsMax = 2_000;
    private readonly ConcurrentDictionary<WorkflowId, Samples> _versions = new();

    /// <summary>An activation of that version has completed.</summary>
    public void Add(WorkflowId workflow, TimeSpan took)
    {
        if (!_versions.TryGetValue(workflow, out var samples))
        {
            if (_versions.Count >= VersionsMax)
                _versions.Clear();
            samples = _versions.GetOrAdd(workflow, _ => new Samples());
        }

        samples.Add(took);
    }

    /// <summary>
    /// When an activation is expected to have completed: its start and the median of what those took that took longer
    /// than it has taken so far. Null where nothing is known to expect it from: too few have completed, none took so
    /// long, or a person's decision or another activation is waited for.
    /// </summary>
    /// <param name="state">The activation.</param>
    /// <param name="now">The time that counts as now.</param>
    public DateTimeOffset? Expect(SagaState state, DateTimeOffset now)
    {
        if (state.State is not (ActivationState.Running or ActivationState.Scheduled) || state.QueuedBehind != 0)
            return null;

        var start =
            state.StartTime ?? (state.Order.RequestedStartTime is { } requested && requested > now ? requested : now);
        return _versions.TryGetValue(state.Plan.Id, out var samples) && samples.MedianAbove(now - start) is { } median
            && median <= DateTimeOffset.MaxValue - start
            ? start + median
            : null;
    }

    /// <summary>All that is known now, for who looks ahead.</summary>
    public ObservedDurations Observed() =>
        new(_versions.ToDictionary(one => one.Key, one => (IReadOnlyList<TimeSpan>)one.Value.Sorted()));

    private sealed class Samples
    {
        private readonly TimeSpan[] _last = new TimeSpan[SamplesMax];
        private readonly Lock _gate = new();
        private int _count;
        private TimeSpan[]? _sorted;

        public void Add(TimeSpan took)
        {
            lock (_gate)
            {
                _last[_count++ % SamplesMax] = took;
                _sorted = null;
            }
        }

        public TimeSpan? MedianAbove(TimeSpan elapsed)
        {
            var sorted = Sorted();
            return sorted.Length < SamplesMin ? null : ObservedDurations.MedianAbove(sorted, elapsed);
        }

        public TimeSpan[] Sorted()
        {
            lock (_gate)
                return _sorted ??= [.. _last.Take(Math.Min(_count, SamplesMax)).Order()];
        }
    }
}
