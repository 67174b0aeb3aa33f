using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Activities;

/// <summary>
/// Elsa.RunTask: a task for a person or another program, and waiting until it is answered: by a signal of the task's
/// id, whose payload is the result.
/// </summary>
public sealed class RunTask(ActivityHeader header, Expression name, Expression payload) : Activity(header)
{
    public Expression Name => name;

    public Expression Payload => payload;

    /// <summary>Where the task's id is kept; null for nowhere.</summary>
    public ResultTarget? TaskId { get; init; }

    public override bool HasOutput => true;

    internal override void Run(Burst burst, Turn turn)
    {
        if (burst.TryEvaluate(name, this, turn.Parent, "taskName", out var task)
            && burst.TryEvaluate(payload, this, turn.Parent, "payload", out var needed))
            burst.RequestTask(this, turn.Parent, task.AsString ?? "", needed);
    }
}
