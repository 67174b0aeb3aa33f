using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using Orchestrator.TestKit;
using Orchestrator.Tests.Simulation.Nodes;
using Orchestrator.Tests.Simulation.Outside;

namespace Orchestrator.Tests.Simulation.Audit;

/// <summary>One promise, watched from outside: each of these says what it saw, and fails where the promise is broken.
/// </summary>
internal abstract class Checker
{
    public required World World { get; init; }

    /// <summary>An event of an activation is durable; the chronicle's state does not hold it yet.</summary>
    public virtual void Durable(Chronicle it, SagaEvent happened)
    {
    }

    /// <summary>A row of an activation is durable, and folded.</summary>
    public virtual void Folded(Chronicle it, MemoryDatabase.Activation rows)
    {
    }

    /// <summary>A process wrote to an activation.</summary>
    public virtual void WrittenBy(Process process, long activation)
    {
    }

    /// <summary>A process has given a shard away.</summary>
    public virtual void Released(Process process, int shard)
    {
    }

    /// <summary>A time at which a workflow is due was answered with an activation; 0 for none.</summary>
    public virtual void Fired(StoredTrigger trigger, DateTimeOffset due, long activation)
    {
    }

    /// <summary>A process sends a call, or a question.</summary>
    public virtual void Sent(Trip trip)
    {
    }

    /// <summary>A call begins to be worked on; these are being worked on in a lane.</summary>
    public virtual void Arrived(Trip trip, IReadOnlyList<Trip> inLanes)
    {
    }

    public virtual void Applied(Trip trip, Thing thing)
    {
    }

    public virtual void Acknowledged(ActivationOrder order, long activation)
    {
    }

    public virtual void CarriedOut(long activation, Who who)
    {
    }

    public virtual void Told(SagaState state)
    {
    }

    /// <summary>Everything has come to its end.</summary>
    public virtual void End()
    {
    }

    protected void Fail(string what) => World.Auditor.Fail(GetType().Name, what);

    protected Chronicle? Find(Trip trip) => World.Auditor.Find(trip.Id.Activation);
}
