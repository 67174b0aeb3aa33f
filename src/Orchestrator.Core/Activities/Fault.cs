using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Activities;

/// <summary>
/// Elsa.Fault: the workflow says that it cannot go on; the activation takes the one exit that all failures take.
/// </summary>
public sealed class Fault(ActivityHeader header, Expression code, Expression message) : Activity(header)
{
    public Expression Code => code;

    public Expression Message => message;

    internal override void Run(Burst burst, Turn turn)
    {
        if (!burst.TryEvaluate(code, this, turn.Parent, "code", out var codeValue)
            || !burst.TryEvaluate(message, this, turn.Parent, "message", out var text))
            return;

        burst.Fault(this, turn.Parent, new StepError(
            codeValue.AsString is { Length: > 0 } given ? given : ErrorCodes.WorkflowFault,
            text.AsString is { Length: > 0 } said ? said : $"Activity '{Id}' ended the workflow."));
    }
}
