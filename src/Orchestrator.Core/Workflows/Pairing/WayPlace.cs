using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;

namespace Orchestrator.Core.Workflows.Pairing;

/// <summary>Where a walk is.</summary>
/// <param name="Prefix">The ids of the steps that started child workflows around it, each with a slash behind it.</param>
/// <param name="Names">Of expressions there.</param>
/// <param name="Depth">How many child workflows are around it.</param>
internal sealed record WayPlace(string Prefix, ExpressionNames Names, int Depth)
{
    private const int DepthMax = 16;

    /// <summary>Deeper than anybody nests on purpose: a workflow that starts itself.</summary>
    public bool IsDeep => Depth >= DepthMax;

    public string Of(Activity activity) => Prefix + activity.Id;

    public WayPlace InChild(ChildWorkflow child) => new(
        $"{Of(child)}/", Names.Within(child.Id, GivenTo(child)), Depth + 1);

    public WayPlace InComposite(Composite composite) => this with
    {
        Names = Names.WithVariables(composite.Id, composite.Inputs.Select(one => (one.Variable.Id, one.Given))),
    };

    private static IEnumerable<(string Name, Expression Given)> GivenTo(ChildWorkflow child) =>
        child.Input is Expression.Composite all
        && all.Members.FirstOrDefault(one => one.Name == ChildWorkflow.WorkflowInput).Expression?.Bare
            is Expression.Composite given
            ? given.Members
            : [];
}
