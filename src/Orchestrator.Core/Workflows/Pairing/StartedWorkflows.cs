using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;

namespace Orchestrator.Core.Workflows.Pairing;

/// <summary>The plans of the workflows that others start, as far as the definitions name them.</summary>
/// <param name="plans">By definition id, and version; 0: the latest.</param>
public sealed class StartedWorkflows(IReadOnlyDictionary<(string Definition, int Version), WorkflowPlan> plans)
{
    /// <summary>None are known.</summary>
    public static StartedWorkflows None { get; } = new(new Dictionary<(string, int), WorkflowPlan>());

    /// <summary>What a plan starts by name, in order; what it computes is not here.</summary>
    public static IEnumerable<(string Definition, int Version)> NamedBy(WorkflowPlan plan) =>
        plan.Activities.OfType<ChildWorkflow>().Select(NameOf).OfType<(string, int)>().Distinct();

    internal WorkflowPlan? Find(ChildWorkflow child) =>
        NameOf(child) is { } name ? plans.GetValueOrDefault(name) : null;

    private static (string Definition, int Version)? NameOf(ChildWorkflow child) =>
        child.Definition.Bare is Expression.Literal { Value.AsString: { Length: > 0 } text }
            ? ChildWorkflow.Parse(text)
            : null;
}
