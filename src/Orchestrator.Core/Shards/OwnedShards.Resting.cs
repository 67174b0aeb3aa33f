using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Shards;

/// <summary>What becomes of an activation in memory when nothing more is to be done for it now.</summary>
public sealed partial class OwnedShards
{
    /// <summary>Fewer timers are not worth looking through.</summary>
    private const int TimersMin = 1_000;

    /// <summary>Timers that are kept, and have not gone off.</summary>
    internal int TimersKept => _timers.Count;

    private void AnswerEndTickets(SagaSlot slot)
    {
        if (slot.EndTickets is not { Count: > 0 } tickets)
            return;

        // The state is given away where it leaves memory now: nobody changes it any more.
        var state = slot.State!;
        var snapshot = slot.Waiting is { Count: > 0 } || state.ChildrenOpen > 0 || Waking.Of(state, _now).Always
            ? state.Snapshot()
            : state;
        foreach (var ticket in tickets)
            _outputs.Add(new ShardOutput.Reply(ticket, new ReplyContent.Accepted(snapshot)));
        tickets.Clear();
    }

    /// <summary>Sets the timer, or lets the activation leave memory where it has nothing to do for long.</summary>
    private void Rest(SagaSlot slot)
    {
        var next = Waking.NextTimer(slot.State!);
        if (!MustStay(slot))
        {
            if (!slot.StaysFor(_now, out var until))
            {
                LeaveLanes(slot, all: true);
                _slots.Remove(slot.Id);
                return;
            }

            next = next < until ? next : until;
        }

        if (next is not { } time || slot.Timer <= time)
            return;

        slot.Timer = time;
        _timers.Enqueue(slot.Id, time);
        if (_timers.Count > TimersMin + (4 * _slots.Count))
            ForgetTimers();
    }

    /// <summary>
    /// One that an activation does not need any more goes off when it is due, which may be in a year, and then does
    /// nothing. There is at most one for each activation in memory that does something.
    /// </summary>
    private void ForgetTimers()
    {
        _timers.Clear();
        foreach (var slot in _slots.Values)
        {
            if (slot.Timer is { } time)
                _timers.Enqueue(slot.Id, time);
        }
    }

    /// <summary>
    /// By the clock of the node before it may have been due sooner: then the journal says that it is in memory, and
    /// nobody would look for it among those that sleep.
    /// </summary>
    private bool MustStay(SagaSlot slot) =>
        Waking.Of(slot.State!, _now).Always || slot.Entry is { Wake.Always: true } || slot.EndTickets is { Count: > 0 }
        || slot.LeftForNow is { Count: > 0 };
}
