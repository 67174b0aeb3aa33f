using Microsoft.Extensions.Logging;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Cluster;
using Orchestrator.Engine.Dispatch;
using Orchestrator.Engine.Journal;
using Orchestrator.Engine.Recovery;
using Orchestrator.Engine.Telemetry;
using Orchestrator.Engine.Watching;

namespace Orchestrator.Engine.Loop;

/// <summary>
/// Drives the shards. It has no thread of its own: whoever brings an input works the inbox off, unless another thread
/// is at it, so that at little load nothing is ever handed from one thread to another. The shards are touched by one
/// thread at a time; what they put out is handed on outside of that, when everything that waited has been taken in.
/// </summary>
internal sealed class ShardLoop : IThreadPoolWorkItem, IDisposable
{
    /// <summary>
    /// Inputs taken in before their outputs are handed on. Few enough that the journal has something to write while the
    /// rest of what it has just written is being worked off.
    /// </summary>
    private const int InputsMax = 64;

    /// <summary>Turns on a borrowed thread before the thread pool gives one.</summary>
    private const int TurnsMax = 32;

    private readonly Inbox _inbox;
    private readonly OwnedShards _shards;
    private readonly Tickets _tickets;
    private readonly JournalWriter _writer;
    private readonly AdapterDispatcher _dispatcher;
    private readonly ChildFinder _children;
    private readonly TeardownFinder _teardowns;
    private readonly EventCourier _courier;
    private readonly Loader _loader;
    private readonly Publisher _publisher;
    private readonly ClusterLink? _cluster;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Alarm _alarm;
    private readonly Action _work;
    private readonly System.Collections.Concurrent.ConcurrentBag<List<ShardOutput>> _lists = [];
    private DateTimeOffset _now;
    private int _busy;
    private int _inMemory;
    private int _turns;
    private volatile bool _stopped;

    public ShardLoop(
        Inbox inbox,
        OwnedShards shards,
        Tickets tickets,
        JournalWriter writer,
        AdapterDispatcher dispatcher,
        ChildFinder children,
        TeardownFinder teardowns,
        EventCourier courier,
        Loader loader,
        Publisher publisher,
        TimeProvider time,
        ILogger log,
        ClusterLink? cluster = null)
    {
        _cluster = cluster;
        (_inbox, _shards, _tickets, _writer, _dispatcher) = (inbox, shards, tickets, writer, dispatcher);
        (_children, _teardowns, _courier, _loader) = (children, teardowns, courier, loader);
        (_publisher, _time, _log) = (publisher, time, log);
        _alarm = new Alarm(time, () => inbox.Post(new ShardInput.Tick()));
        _work = Work;
        inbox.Serve(Run);
    }

    /// <summary>Activations in memory.</summary>
    public int InMemory => Volatile.Read(ref _inMemory);

    /// <summary>Activations in memory, by shard.</summary>
    public IReadOnlyList<int> CountByShard => _shards.CountByShard;

    /// <summary>Whether everything that came is taken in, and everything that was put out is handed on.</summary>
    public bool IsIdle => _inbox.IsEmpty && Volatile.Read(ref _turns) == 0;

    /// <summary>Works the inbox off, unless another thread is at it.</summary>
    public void Run() => CleanContext.Run(_work);

    public void Execute() => Work();

    /// <summary>Nothing is taken in any more.</summary>
    public void Stop() => _stopped = true;

    public void Dispose() => _alarm.Dispose();

    private void Work()
    {
        for (var turn = 0; !_inbox.IsEmpty && !_stopped && !IsInDoubt; turn++)
        {
            if (turn == TurnsMax)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                break;
            }

            Interlocked.Increment(ref _turns);
            var entered = TryEnter();
            if (entered)
                Turn();
            Interlocked.Decrement(ref _turns);
            if (!entered)
                break;

            _writer.Kick();
        }

        _writer.Kick();
    }

    /// <summary>The leases may be over: nothing is decided until it is known; then the inbox is run again.</summary>
    private bool IsInDoubt => _cluster is { Gate.IsTrusted: false };

    private bool TryEnter() => Interlocked.CompareExchange(ref _busy, 1, 0) == 0;

    /// <summary>Takes in what waits, lets go of the shards, and hands on what they put out.</summary>
    private void Turn()
    {
        if (!_lists.TryTake(out var outputs))
            outputs = new List<ShardOutput>(64);

        var taken = 0;
        do
        {
            try
            {
                taken += TakeIn(outputs);
            }
            finally
            {
                Interlocked.Exchange(ref _busy, 0);
            }
        }
        while (taken < InputsMax && !_inbox.IsEmpty && !IsInDoubt && TryEnter());

        // What is left is not made to wait for the handing on.
        if (taken >= InputsMax && !_inbox.IsEmpty)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

        HandOn(outputs);
        outputs.Clear();
        _lists.Add(outputs);
    }

    private int TakeIn(List<ShardOutput> outputs)
    {
        var now = Now();
        var taken = 0;
        var from = outputs.Count;
        while (taken < InputsMax && _inbox.TryTake(out var input))
        {
            taken++;
            Handle(input, now, outputs);

            // Who asks whether there is room counts it here as soon as the inbox does not any more.
            if (_shards.Count > _inMemory)
                Volatile.Write(ref _inMemory, _shards.Count);
        }

        for (var index = from; index < outputs.Count; index++)
        {
            if (outputs[index] is ShardOutput.Write write)
                _writer.Add(write);
            else if (outputs[index] is ShardOutput.Published published)
                Publish(published);
            else
                _cluster?.Take(outputs[index]);
        }

        _alarm.Set(_shards.NextWake);
        Volatile.Write(ref _inMemory, _shards.Count);
        return taken;
    }

    private void Handle(ShardInput input, DateTimeOffset now, List<ShardOutput> outputs)
    {
        if (input is ShardInput.Tick)
            _alarm.Clear();
        try
        {
            _shards.Handle(input, now, outputs);
        }
        catch (Exception broken)
        {
            // The shards contain what breaks in one activation. What comes here is a defect of the engine; the others
            // must go on.
            _log.InputBroke(broken, input.GetType().Name);
            if (TicketOf(input) is > 0 and var ticket)
                _tickets.Break(
                    ticket,
                    new InvalidOperationException("The engine could not handle the call; its log says why.", broken));
        }
    }

    private void Publish(ShardOutput.Published published)
    {
        if (published.Started != 0 && !_tickets.Begin(published.Started, published.Transition.Activation))
            _inbox.Put(new ShardInput.GiveUp(published.Started, published.Transition.Activation));
        _publisher.Publish(published);
    }

    private void HandOn(List<ShardOutput> outputs)
    {
        foreach (var output in outputs)
        {
            try
            {
                HandOn(output);
            }
            catch (Exception broken)
            {
                // Each of them stands for itself: what breaks here must not take the others with it.
                _log.OutputBroke(broken, output.GetType().Name);
            }
        }
    }

    private void HandOn(ShardOutput output)
    {
        switch (output)
        {
            case ShardOutput.Call it: _dispatcher.Dispatch(it.Id, it.What, isRead: false); break;
            case ShardOutput.Read it: _dispatcher.Dispatch(it.Id, it.What, isRead: true); break;
            case ShardOutput.StartChild it: _children.Find(it); break;
            case ShardOutput.FindTeardown it: _teardowns.Find(it); break;
            case ShardOutput.Announce it: _courier.Deliver(it); break;
            case ShardOutput.Load it: _loader.Load(it.Activation, it.Token); break;
            case ShardOutput.Reply it: _tickets.Answer(it); break;
        }
    }

    /// <summary>Whole microseconds, which is what every journal keeps; never earlier than before.</summary>
    private DateTimeOffset Now()
    {
        var now = _time.GetUtcNow().UtcTicks;
        now -= now % TimeSpan.TicksPerMicrosecond;
        if (now > _now.UtcTicks)
            _now = new DateTimeOffset(now, TimeSpan.Zero);
        return _now;
    }

    private static long TicketOf(ShardInput input) => input switch
    {
        ShardInput.Start it => it.Ticket,
        ShardInput.Command it => it.Ticket,
        ShardInput.AwaitEnd it => it.Ticket,
        _ => 0,
    };
}
