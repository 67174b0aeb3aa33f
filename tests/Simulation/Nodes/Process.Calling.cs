using Orchestrator.Core.Leases;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Tests.Simulation.Outside;

namespace Orchestrator.Tests.Simulation.Nodes;

/// <summary>Calling the systems outside, as the engine's dispatcher does.</summary>
internal sealed partial class Process
{
    private static readonly TimeSpan DoubtPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Calls under way, by shard.</summary>
    private readonly int[] _calls = new int[ActivationId.Shards];

    /// <summary>A call has ended: by an answer, or by none in time.</summary>
    public void End(Trip trip)
    {
        if (trip.IsAnswered)
            return;

        trip.IsAnswered = true;
        _calls[ActivationId.Shard(trip.Id.Activation)]--;
    }

    private void Call(CallId id, StepCall call, bool isRead)
    {
        var passage = _doors.Of(id.Activation, _machine.Uptime);
        if (passage == Passage.Open || (passage == Passage.Doubtful && _bug.ActsAfterLease))
            Send(new Trip(this, id, call, isRead));
        else if (passage == Passage.Doubtful)
            Later(DoubtPause, () => Call(id, call, isRead));
        else if (passage == Passage.Leaving)
            LeaveOut(id, isRead);
    }

    private void Send(Trip trip)
    {
        _calls[ActivationId.Shard(trip.Id.Activation)]++;
        _world.Send(trip);
    }

    /// <summary>What is read back is read back again by the next owner, which needs no telling.</summary>
    private void LeaveOut(CallId id, bool isRead)
    {
        if (!isRead)
            TakeInSoon(new ShardInput.CallAnswered(id, new CallAnswer.NotMade()));
    }
}
