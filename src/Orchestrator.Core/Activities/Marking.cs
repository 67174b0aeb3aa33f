using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Activities;

/// <summary>Elsa.Correlate: gives the activation an id that others know it by.</summary>
public sealed class Correlate(ActivityHeader header, Expression correlationId) : Activity(header)
{
    public Expression CorrelationId => correlationId;

    internal override void Run(Burst burst, Turn turn)
    {
        if (!burst.TryEvaluate(correlationId, this, turn.Parent, "correlationId", out var id))
            return;

        burst.Emit(new CorrelationSet(Id, id.AsString));
        burst.End(this, turn.Parent);
    }
}

/// <summary>Elsa.SetName: names the activation.</summary>
public sealed class SetName(ActivityHeader header, Expression name) : Activity(header)
{
    public Expression Name => name;

    internal override void Run(Burst burst, Turn turn)
    {
        if (!burst.TryEvaluate(name, this, turn.Parent, "value", out var value))
            return;

        burst.Emit(new NameSet(Id, value.AsString));
        burst.End(this, turn.Parent);
    }
}
