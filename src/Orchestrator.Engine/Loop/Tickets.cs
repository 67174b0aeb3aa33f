using System.Collections.Concurrent;
using Orchestrator.Core.Shards;

namespace Orchestrator.Engine.Loop;

/// <summary>Everybody who waits for an answer.</summary>
internal sealed class Tickets
{
    private readonly ConcurrentDictionary<long, Ticket> _open = new();
    private long _last;
    private int _starts;

    /// <summary>Starts that are neither durable nor refused.</summary>
    public int StartsWaiting => Volatile.Read(ref _starts);

    public Ticket OpenStart()
    {
        Interlocked.Increment(ref _starts);
        return Add(new Ticket(Interlocked.Increment(ref _last), isStart: true, activation: 0));
    }

    public Ticket Open(long activation) =>
        Add(new Ticket(Interlocked.Increment(ref _last), isStart: false, activation));

    /// <summary>The activation that a start asked for is durable. False where nobody waits for its end.</summary>
    public bool Begin(long number, long activation)
    {
        Interlocked.Decrement(ref _starts);
        if (!_open.TryGetValue(number, out var ticket))
            return false;

        ticket.Begin(activation);
        if (!ticket.Task.IsCompleted)
            return true;

        _open.TryRemove(number, out _);
        return false;
    }

    public void Answer(ShardOutput.Reply reply)
    {
        if (!_open.TryRemove(reply.Ticket, out var ticket))
            return;

        if (ticket.IsStart && ticket.Activation == 0)
            Interlocked.Decrement(ref _starts);
        ticket.TrySetResult(reply.Content);
    }

    /// <summary>
    /// Nobody waits for it any more. A start that is not durable keeps its place, so that it is counted until it is.
    /// </summary>
    public void Close(Ticket ticket)
    {
        ticket.TrySetCanceled();
        if (!ticket.IsStart || ticket.Activation != 0)
            _open.TryRemove(ticket.Number, out _);
    }

    /// <summary>The loop could not handle what the ticket asked for.</summary>
    public void Break(long number, Exception failure)
    {
        if (!_open.TryRemove(number, out var ticket))
            return;

        if (ticket.IsStart && ticket.Activation == 0)
            Interlocked.Decrement(ref _starts);
        ticket.TrySetException(failure);
    }

    public void FailAll(Exception failure) => FailWhere(static _ => true, failure);

    public void FailWhere(Func<Ticket, bool> which, Exception failure)
    {
        foreach (var (_, ticket) in _open)
        {
            if (which(ticket))
                Fail(ticket, failure);
        }
    }

    /// <summary>The caller goes away with an error; a start stays counted until the loop answers it.</summary>
    private void Fail(Ticket ticket, Exception failure)
    {
        if (ticket.TrySetException(failure))
            _ = ticket.Task.Exception;
        Close(ticket);
    }

    private Ticket Add(Ticket ticket)
    {
        _open.TryAdd(ticket.Number, ticket);
        return ticket;
    }
}
