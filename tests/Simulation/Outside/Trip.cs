using Orchestrator.Core.Shards;
using Orchestrator.Tests.Simulation.Definitions;
using Orchestrator.Tests.Simulation.Nodes;

namespace Orchestrator.Tests.Simulation.Outside;

/// <summary>A call, or a question what became of one, on its way from a process to the outside world.</summary>
internal sealed class Trip(Process from, CallId id, StepCall call, bool isRead)
{
    public Process From { get; } = from;

    public CallId Id { get; } = id;

    public StepCall Call { get; } = call;

    public bool IsRead { get; } = isRead;

    public Operation Operation { get; } = SimulatedCatalog.Find(call.Operation);

    /// <summary>The key of the step's own call, whichever of the two it is.</summary>
    public string ThingKey => Call.Undoes ?? Call.IdempotencyKey;

    public string? Lane { get; } = call.Input["lane"].AsString is { Length: > 0 } lane ? lane : null;

    /// <summary>Of the shard when it was sent: whoever has another one by now may have asked what became of it.</summary>
    public long Token { get; set; }

    /// <summary>The process has been told something: an answer, or that there was none in time.</summary>
    public bool IsAnswered { get; set; }

    public override string ToString() => $"{Call.Operation} {Call.IdempotencyKey} (attempt {Call.Attempt})";
}
