using System.Collections.Immutable;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Activities;

/// <summary>An input of a definition used as an activity.</summary>
/// <param name="Variable">What the definition's scripts read it by: a variable of its scope.</param>
/// <param name="Given">What the activity gives for it.</param>
public sealed record CompositeInput(VariableDeclaration Variable, Expression Given);

/// <summary>
/// Another definition used as an activity: its tree is part of this plan, in a scope of its own, whose variables are
/// the definition's inputs and variables. It ends with the outcomes of an Elsa.Complete in it, or Done.
/// </summary>
public sealed class Composite(ActivityHeader header, WorkflowId workflow, Activity? root) : Activity(header)
{
    /// <summary>The version that runs.</summary>
    public WorkflowId Workflow => workflow;

    public Activity? Root => root;

    public ImmutableArray<CompositeInput> Inputs { get; init; } = [];

    /// <summary>Each output that the definition declares, and where this activity puts it.</summary>
    public ImmutableDictionary<string, ResultTarget> Outputs { get; init; } =
        ImmutableDictionary<string, ResultTarget>.Empty;

    /// <summary>The outcomes that the definition declares.</summary>
    public ImmutableArray<string> Outcomes { get; init; } = [];

    public override ImmutableArray<Activity> Children => root is null ? [] : [root];

    public override bool HasOutput => true;

    /// <summary>Where an output is put; null where the definition declares none of the name.</summary>
    public ResultTarget? FindOutput(string name) => Outputs.GetValueOrDefault(name);

    internal override void Run(Burst burst, Turn turn)
    {
        var values = new Values.Value[Inputs.Length];
        for (var index = 0; index < values.Length; index++)
        {
            if (!burst.TryEvaluate(
                Inputs[index].Given, this, turn.Parent, Inputs[index].Variable.Name, out values[index]))
                return;
        }

        if (root is null)
        {
            burst.End(this, turn.Parent);
            return;
        }

        var frame = burst.Open(this, turn.Parent);
        for (var index = 0; index < values.Length; index++)
            burst.SetVariable(frame, Inputs[index].Variable, values[index]);
        burst.Schedule(root, frame);
    }

    internal override void ChildEnded(Burst burst, Frame frame, Ended child) => burst.Close(frame);
}
