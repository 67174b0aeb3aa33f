using Orchestrator.Core.Leases;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Shards;

/// <summary>
/// Shards come and go while others are worked on. What is lost leaves memory without a trace: whoever waits for
/// something there is told that it is elsewhere, and what was not durable did not happen.
/// </summary>
public sealed partial class OwnedShards
{
    private readonly long[] _tokens = new long[ActivationId.Shards];
    private readonly List<long> _askedFor = [];

    /// <summary>
    /// Bits of shards: those that are owned; of these, those that are being read; those that are given away.
    /// </summary>
    private ulong _owned = ulong.MaxValue;
    private ulong _gaining;
    private ulong _leaving;

    /// <summary>
    /// Shards are owned by leases, each from <see cref="ShardInput.Gained"/> on; otherwise all are from the beginning.
    /// </summary>
    public bool IsLeased
    {
        init
        {
            if (value)
                _owned = 0;
        }
    }

    private static bool Has(ulong shards, long activation) => (shards & Bit(activation)) != 0;

    private static ulong Bit(long activation) => 1UL << ActivationId.Shard(activation);

    private static ulong BitsOf(IEnumerable<int> shards) =>
        shards.Aggregate(0UL, static (bits, shard) => bits | (1UL << shard));

    private ShardLease LeaseOf(SagaSlot slot) =>
        new(ActivationId.Shard(slot.Id), _tokens[ActivationId.Shard(slot.Id)]);

    /// <summary>What a write of these is decided under; nothing where shards are not leased.</summary>
    private ShardLease[] LeasesOf(SagaSlot slot, SagaSlot[] heirs) => LeaseOf(slot) is not { Token: not 0 } lease
        ? []
        : heirs.Length == 0 ? [lease] : [.. heirs.Select(LeaseOf).Prepend(lease).Distinct()];

    /// <summary>
    /// A shard that was given up for a write under an older lease, and found to be owned all the same, is gained once
    /// more under the same lease: what is done in it goes on.
    /// </summary>
    private void TakeIn(ShardInput.Gained gained)
    {
        var leases = gained.Leases.Where(lease => !IsOwned(lease)).ToArray();
        foreach (var (shard, token) in leases)
        {
            _tokens[shard] = token;
            _lastIds[shard] = Math.Max(
                _lastIds.GetValueOrDefault(shard), ActivationId.LastBeside(gained.GreatestId, shard));
        }

        var bits = BitsOf(leases.Select(static lease => lease.Shard));
        _owned |= bits;
        _gaining |= bits;
    }

    private bool IsOwned(ShardLease lease) =>
        (_owned & (1UL << lease.Shard)) != 0 && _tokens[lease.Shard] == lease.Token;

    private void TakeIn(ShardInput.Lost lost)
    {
        var bits = BitsOf(lost.Shards);
        Forget(bits);
        foreach (var slot in _slots.Values.Where(slot => Has(bits, slot.Id)).ToArray())
            Drop(slot);
        LookAfterQueued();
    }

    /// <summary>
    /// Who waits for its service waited, perhaps, for one that has gone with its shard, and would not hear of its end:
    /// each looks again. Where somebody else has the service by then the journal says who.
    /// </summary>
    private void LookAfterQueued()
    {
        foreach (var slot in _slots.Values.Where(
            static slot => slot is { IsWriting: false, State: { IsFinished: false, QueuedBehind: not 0 } }).ToArray())
        {
            if (!IsCurrent(slot) || slot.IsWriting)
                continue;

            slot.State!.ForgetClaim();
            LookAfter(slot);
        }
    }

    private void Forget(ulong bits)
    {
        _owned &= ~bits;
        _gaining &= ~bits;
        _leaving &= ~bits;
        for (var shard = 0; shard < ActivationId.Shards; shard++)
        {
            if ((bits & (1UL << shard)) != 0)
                _tokens[shard] = 0;
        }
    }

    /// <summary>
    /// A write of it that is under way may be durable yet: only then is known what its callers are answered.
    /// </summary>
    private void Drop(SagaSlot slot)
    {
        _slots.Remove(slot.Id);
        ForgetLanes(slot);
        if (slot.State is { QueuedBehind: not 0 } queued)
            _services.Leave(queued.Order.Service, slot.Id);
        if (slot.Start is null)
            SendOn(slot, slot.EndTickets);
        foreach (var waiting in slot.Waiting ?? [])
            SendOn(waiting);
        slot.Waiting?.Clear();
    }

    private void SendOn(SagaSlot slot, List<long>? tickets)
    {
        foreach (var ticket in tickets ?? [])
            _outputs.Add(new ShardOutput.Reply(ticket, new ReplyContent.Elsewhere(slot.Id)));
        tickets?.Clear();
    }

    private void SendOn(ShardInput input)
    {
        var (ticket, activation) = input switch
        {
            ShardInput.Command it => (it.Ticket, it.Activation),
            ShardInput.AwaitEnd it => (it.Ticket, it.Activation),
            ServiceWanted it => (it.What.Ticket, 0L),
            _ => (0, 0L),
        };
        if (ticket != 0)
            _outputs.Add(new ShardOutput.Reply(ticket, new ReplyContent.Elsewhere(activation)));
    }

    /// <summary>
    /// It is durable, and its shard is not ours any more: what happened is told, nothing is done about it.
    /// </summary>
    private void OnDurableElsewhere(SagaSlot slot)
    {
        Publish(slot);
        slot.Unwritten = [];
        foreach (var reply in slot.Released.OfType<ShardOutput.Reply>())
            _outputs.Add(reply);
        slot.Released.Clear();
        SendOn(slot, slot.EndTickets);
    }

    private void TakeIn(ShardInput.WritesLost lost)
    {
        foreach (var number in lost.Writes)
        {
            if (!_writes.Remove(number, out var write))
                continue;

            Undo(write.Slot);
            foreach (var heir in write.Heirs)
                Undo(heir);
        }
    }

    /// <summary>
    /// Nothing of the write happened, or it happened before and nobody heard of it: whoever is kept is read again, and
    /// callers ask once more, where the same request is carried out once.
    /// </summary>
    private void Undo(SagaSlot slot)
    {
        if (slot.Start is { } start)
        {
            _slots.Remove(slot.Id);
            if (slot.State!.QueuedBehind != 0)
                LeaveQueue(slot);
            if (start.For is null)
                _outputs.Add(new ShardOutput.Reply(start.Ticket, new ReplyContent.Elsewhere(0)));
            return;
        }

        SendOn(slot, slot.Tickets);
        if (IsCurrent(slot))
            ReadAgain(slot);
    }

    private SagaSlot ReadAgain(SagaSlot slot)
    {
        if (!_lanes.IsShared)
            LeaveLanes(slot, all: true);
        _slots.Remove(slot.Id);
        var again = Load(slot.Id);
        again.Lanes = slot.Lanes?.ToDictionary(
            static one => one.Key, static one => (one.Value.Lane, 0), StringComparer.Ordinal);
        again.EndTickets = slot.EndTickets;
        again.LeftForNow = slot.LeftForNow;
        foreach (var waiting in slot.Waiting ?? [])
            again.Wait(waiting);
        ClaimAgain(slot);
        return again;
    }

    /// <summary>
    /// What is given away leaves memory as soon as its writes are durable; then the shard may be released.
    /// </summary>
    private void SettleLeaving()
    {
        var waiting = 0UL;
        foreach (var slot in _slots.Values.Where(slot => Has(_leaving, slot.Id)).ToArray())
        {
            if (slot.IsWriting)
                waiting |= Bit(slot.Id);
            else
                Drop(slot);
        }

        var done = _leaving & ~waiting;
        Forget(done);
        for (var shard = 0; shard < ActivationId.Shards; shard++)
        {
            if ((done & (1UL << shard)) != 0)
                _outputs.Add(new ShardOutput.HandedOver(shard));
        }

        if (done != 0)
            LookAfterQueued();
    }
}
