using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Tests.Simulation.Audit;

/// <summary>Each due time starts one activation, however often and wherever it is told.</summary>
internal sealed class DueTimesStartOnce : Checker
{
    private readonly Dictionary<(string Definition, DateTimeOffset Due), long> _started = [];

    public override void Fired(StoredTrigger trigger, DateTimeOffset due, long activation)
    {
        if (World.Auditor.Find(activation) is not { Order.Trigger: not null })
            Fail($"{trigger.Definition} was due at {due:O}, and its activation is not there");
        if (_started.TryAdd((trigger.Definition, due), activation))
            return;

        var (one, other) = (ActivationId.ToText(_started[(trigger.Definition, due)]), ActivationId.ToText(activation));
        if (one != other)
            Fail($"{trigger.Definition} was due once at {due:O}, and has {one} and {other}");
    }
}
