using System.Collections.Immutable;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;

namespace Orchestrator.Core.Workflows.Pairing;

/// <summary>
/// Looks for a way through the deprovisioning on which a step's effect stays. For every set of steps that one way through
/// the first workflow can have run, every way through the second one, with the conditions known that those steps ran
/// under, must run a step of its own for each.
/// </summary>
internal sealed class PairingSearch
{
    private const int MarksMax = 128;

    private readonly WorkflowPlan _taking;
    private readonly WorkflowPlan _deprovision;
    private readonly StartedWorkflows _children;
    private readonly ExpressionNames _names;
    private readonly IReadOnlyList<LastingStep> _giving;
    private readonly ResultGuards _results;

    public PairingSearch(WorkflowPlan taking, WorkflowPlan deprovision, StartedWorkflows children)
    {
        (_taking, _deprovision, _children) = (taking, deprovision, children);
        _names = ExpressionNames.After(OutputsOf(taking));
        _results = new ResultGuards(taking);
        _giving = new StepSearch(children).Run(deprovision, _names);
    }

    /// <summary>One finding for each step at most.</summary>
    public IEnumerable<PairingFinding> Run(IReadOnlyList<LastingStep> steps)
    {
        var found = new Dictionary<LastingStep, PairingFinding>();
        foreach (var group in Groups(steps))
            Search(group, found);
        return steps.Where(found.ContainsKey).Select(step => found[step]);
    }

    /// <summary>Steps that the same operation gives back are looked at together: each needs one of its own.</summary>
    private static IEnumerable<LastingStep[]> Groups(IReadOnlyList<LastingStep> steps)
    {
        var left = steps.ToList();
        while (left.Count > 0)
        {
            var group = new List<LastingStep> { left[0] };
            for (var size = 0; size != group.Count;)
            {
                size = group.Count;
                group = [.. left.Where(step => group.Exists(
                    one => one.Step.Adapter == step.Step.Adapter && one.Releases.Intersect(step.Releases).Any()))];
            }

            left.RemoveAll(group.Contains);
            yield return [.. group];
        }
    }

    private void Search(LastingStep[] group, Dictionary<LastingStep, PairingFinding> found)
    {
        var giving = _giving.Where(one => group.Any(step => IsCandidate(step, one))).Take(MarksMax).ToArray();
        var taken = new WayWalk(MarksOf(group), new HashSet<Guard>(), _children, areLeast: false).Run(
            _taking, ExpressionNames.Plain);
        foreach (var marks in taken.All.Keys)
        {
            var ran = Marked(group, marks).Where(step => !found.ContainsKey(step)).ToList();
            var known = ran.SelectMany(step => step.Guards.Concat(_results.Of(step.Step))).ToHashSet();
            if (known.Any(one => known.Contains(one.Opposite)))
                continue;

            var ways = new WayWalk(MarksOf(giving), known, _children, areLeast: true).Run(_deprovision, _names);
            foreach (var (released, trail) in ways.All)
            {
                var run = Marked(giving, released).ToArray();
                while (ReleaseMatching.FirstWithout(ran, run) is { } step)
                {
                    found[step] = Finding(step, run, trail);
                    ran.Remove(step);
                }
            }
        }
    }

    private PairingFinding Finding(LastingStep step, LastingStep[] run, Trail? trail)
    {
        var release = step.Releases[0];
        var all = _giving.Where(one => IsCandidate(step, one)).ToArray();
        var why = all.Length == 0 ? $"the deprovisioning never calls '{release}' of '{step.Step.Adapter}'"
            : !all.Any(step.IsReleasedBy) ? $"'{all[0].Place}' gives it back {Often(all[0])}, and it is taken {Often(step)}"
            : run.Any(step.IsReleasedBy) ? $"'{release}' is called less often on a way than it is taken"
            : $"'{release}' is not called on every way through the deprovisioning";
        return new PairingFinding(
            step.Place,
            step.Step.Adapter,
            step.Step.Operation,
            release,
            all.Length == 0 ? [] : Trail.ToPath(trail),
            why);
    }

    private static string Often(LastingStep step) =>
        step.Loops.IsEmpty ? "once" : $"for each of {string.Join(" and of ", step.Loops)}";

    private static bool IsCandidate(LastingStep step, LastingStep other) =>
        other.Step.Adapter == step.Step.Adapter && step.Releases.Contains(other.Step.Operation);

    private static Dictionary<string, int> MarksOf(LastingStep[] steps) => steps
        .Select((step, bit) => (step.Place, bit))
        .DistinctBy(one => one.Place)
        .ToDictionary(one => one.Place, one => one.bit, StringComparer.Ordinal);

    private static IEnumerable<LastingStep> Marked(LastingStep[] steps, UInt128 marks) =>
        steps.Where((_, bit) => (marks >> bit & UInt128.One) != default);

    /// <summary>What the service keeps of it for later workflows: what one activity alone puts out.</summary>
    private static Dictionary<string, Expression> OutputsOf(WorkflowPlan plan) => plan.Activities
        .OfType<SetOutput>()
        .Where(one => one.Header.Within.Length == 0 && one.Name.Bare is Expression.Literal { Value.AsString: not null })
        .GroupBy(one => ((Expression.Literal)one.Name.Bare).Value.AsString!)
        .Where(group => group.Count() == 1)
        .ToDictionary(group => group.Key, group => group.First().Value, StringComparer.Ordinal);
}
