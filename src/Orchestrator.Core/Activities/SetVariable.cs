using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Activities;

/// <summary>Elsa.SetVariable.</summary>
public sealed class SetVariable(
    ActivityHeader header, VariableDeclaration variable, Expression value) : Activity(header)
{
    public VariableDeclaration Variable => variable;

    public Expression Value => value;

    internal override void Run(Burst burst, Turn turn)
    {
        if (!burst.TryEvaluate(value, this, turn.Parent, "value", out var result))
            return;

        if (!burst.State.TryFindScope(turn.Parent, variable, out _))
        {
            burst.Fault(this, turn.Parent, new StepError(
                ErrorCodes.ExpressionFailed, $"Variable '{variable.Id}' not found."));
            return;
        }

        burst.SetVariable(turn.Parent, variable, result);
        burst.End(this, turn.Parent);
    }
}

/// <summary>
/// Elsa.SetOutput: sets an output of the nearest definition around that declares it, else of the workflow.
/// </summary>
public sealed class SetOutput(ActivityHeader header, Expression name, Expression value) : Activity(header)
{
    public Expression Name => name;

    public Expression Value => value;

    internal override void Run(Burst burst, Turn turn)
    {
        if (!burst.TryEvaluate(name, this, turn.Parent, "outputName", out var output)
            || !burst.TryEvaluate(value, this, turn.Parent, "outputValue", out var result))
            return;

        burst.SetOutput(turn.Parent, output.AsString ?? "", result);
        burst.End(this, turn.Parent);
    }
}
