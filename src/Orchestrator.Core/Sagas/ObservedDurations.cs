using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Sagas;

/// <summary>
/// How long the last completed activations of each workflow version took from start to end: an input to who looks
/// ahead, as it was at one time. Never changes.
/// </summary>
public sealed class ObservedDurations(IReadOnlyDictionary<WorkflowId, IReadOnlyList<TimeSpan>> versions)
{
    /// <summary>Fewer are no ground to expect anything on.</summary>
    public const int SamplesMin = 3;

    public static ObservedDurations None { get; } =
        new(new Dictionary<WorkflowId, IReadOnlyList<TimeSpan>>());

    /// <summary>Versions of which enough is known, with the longest that was observed.</summary>
    public IEnumerable<(WorkflowId Workflow, TimeSpan Longest)> Versions =>
        versions.Where(one => one.Value.Count >= SamplesMin).Select(one => (one.Key, one.Value[^1]));

    /// <summary>From the shortest to the longest; null where too few are known.</summary>
    public IReadOnlyList<TimeSpan>? Of(WorkflowId workflow) =>
        versions.TryGetValue(workflow, out var took) && took.Count >= SamplesMin ? took : null;

    /// <summary>The median of those that are longer; null where none is.</summary>
    /// <param name="sorted">From the shortest to the longest.</param>
    /// <param name="elapsed">What has passed.</param>
    public static TimeSpan? MedianAbove(IReadOnlyList<TimeSpan> sorted, TimeSpan elapsed)
    {
        var first = 0;
        while (first < sorted.Count && sorted[first] <= elapsed)
            first++;
        return first < sorted.Count ? sorted[first + ((sorted.Count - first) / 2)] : null;
    }
}
