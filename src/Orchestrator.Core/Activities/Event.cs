using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Activities;

/// <summary>
/// Elsa.Event: waits for a signal of a name; one that came before counts. Its result is the signal's payload. Where it
/// has started the activation it ends at once, with what came.
/// </summary>
public sealed class Event(ActivityHeader header, Expression name) : Activity(header)
{
    public Expression Name => name;

    public override bool HasOutput => true;

    internal override void Run(Burst burst, Turn turn)
    {
        if (burst.TryBegin(this, turn.Parent))
            return;

        if (burst.TryEvaluate(name, this, turn.Parent, "eventName", out var signal))
            burst.AwaitSignal(this, turn.Parent, signal.AsString ?? "");
    }
}
