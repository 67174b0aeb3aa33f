using System.Threading.Channels;
using Orchestrator.Adapters;

namespace Orchestrator.Engine.Workers;

/// <summary>
/// One worker that serves one instance, while it is connected. Whoever holds the connection reads the orders, and tells
/// what the worker says.
/// </summary>
public sealed class WorkerLink : IDisposable
{
    /// <summary>Credits that count; a worker that grants more has granted these.</summary>
    public const int CreditsMax = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, PendingCall> _pending = [];
    private readonly Channel<WorkerOrder> _orders = Channel.CreateUnbounded<WorkerOrder>();
    private readonly WorkerAdapter _owner;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _checkedAt;
    private long _lastId;
    private int _credits;
    private bool _isSuspect;
    private bool _isLeaving;
    private bool _isClosed;

    internal WorkerLink(WorkerAdapter owner, string worker, int credits, string description, TimeProvider time)
    {
        (_owner, Worker, Description, _time) = (owner, worker, description, time);
        _credits = Math.Min(credits, CreditsMax);
        _checkedAt = time.GetTimestamp();
        var pace = owner.Lease / 4;
        _timer = time.CreateTimer(_ => CheckLeases(), null, pace, pace);
    }

    /// <summary>What the worker calls itself.</summary>
    public string Worker { get; }

    /// <summary>Ends when the worker is to be let go: it, or the server, leaves, and no call is under way.</summary>
    public ChannelReader<WorkerOrder> Orders => _orders.Reader;

    /// <summary>What it registered, as text.</summary>
    internal string Description { get; }

    /// <summary>Calls under way, and those that it could take beside them now.</summary>
    internal (int Running, int Free) Load
    {
        get
        {
            lock (_gate)
                return (_pending.Count, _isClosed || _isLeaving || _isSuspect ? 0 : _credits);
        }
    }

    /// <summary>Null where it takes none now.</summary>
    internal PendingCall? TryGive(WorkerCallKind kind, AdapterCall? call)
    {
        lock (_gate)
        {
            if (_isClosed || _isLeaving || _isSuspect || _credits == 0)
                return null;

            _credits--;
            var pending = new PendingCall(++_lastId, kind, call, _time.GetTimestamp());
            _pending.Add(pending.Id, pending);
            _orders.Writer.TryWrite(new WorkerOrder.Make(pending.Id, kind, call));
            return pending;
        }
    }

    /// <summary>The caller does not wait any longer.</summary>
    internal void GiveUp(PendingCall pending, string why)
    {
        lock (_gate)
        {
            if (!_pending.Remove(pending.Id))
                return;

            pending.End(new WorkerReply.Lost(why, pending.IsHandedOut));
            if (pending.IsHandedOut)
                _orders.Writer.TryWrite(new WorkerOrder.Cancel(pending.Id, why));
            EndIfDone();
        }
    }

    /// <summary>
    /// To be asked right before a call is sent. False: it must not be, for nobody waits for it any longer.
    /// </summary>
    public bool TryHandOut(long id)
    {
        lock (_gate)
        {
            if (!_isClosed && _pending.TryGetValue(id, out var pending))
            {
                pending.HeardAt = _time.GetTimestamp();
                return pending.IsHandedOut = true;
            }

            _credits = Math.Min(_credits + 1, CreditsMax);
        }

        _owner.NoteRoom();
        return false;
    }

    /// <summary>What a call is; null where it is over, and its answer of no use. False: there never was one.</summary>
    public bool TryFind(long id, out WorkerCallKind? kind, out AdapterCall? call)
    {
        lock (_gate)
        {
            _isSuspect = false;
            var pending = _pending.GetValueOrDefault(id);
            (kind, call) = (pending?.Kind, pending?.Call);
            if (pending is not null)
                pending.HeardAt = _time.GetTimestamp();
            return id > 0 && id <= _lastId;
        }
    }

    /// <summary>Whether the worker says something of a call's progress that it has not said just before.</summary>
    public bool IsNews(long id, string message)
    {
        lock (_gate)
        {
            if (_pending.GetValueOrDefault(id) is not { } pending || pending.Said == message)
                return false;

            pending.Said = message;
            return message.Length > 0;
        }
    }

    /// <summary>The worker answers; with credits, it takes so many more. One that comes late is ignored.</summary>
    public void Answer(long id, WorkerReply reply, int credits)
    {
        lock (_gate)
        {
            if (_pending.Remove(id, out var pending))
                pending.End(reply);
            Add(credits);
            EndIfDone();
        }

        _owner.NoteRoom();
    }

    /// <summary>A part of a list. False where it has become too long.</summary>
    public bool TryAdd(long id, IReadOnlyList<Resource> part, int listedMax, out IReadOnlyList<Resource> all)
    {
        lock (_gate)
        {
            var listed = _pending.GetValueOrDefault(id)?.Listed ?? [];
            all = listed;
            if (listed.Count + part.Count > listedMax)
                return false;

            listed.AddRange(part);
            return true;
        }
    }

    /// <summary>The worker takes so many more calls.</summary>
    public void Grant(int credits)
    {
        lock (_gate)
            Add(credits);
        _owner.NoteRoom();
    }

    /// <summary>No more calls come, by the worker's wish (null), or by ours, which it is told.</summary>
    public void Leave(string? why)
    {
        lock (_gate)
        {
            if (!_isLeaving && why is not null)
                _orders.Writer.TryWrite(new WorkerOrder.Leave(why));
            _isLeaving = true;
            EndIfDone();
        }
    }

    /// <summary>The connection is gone, or is being ended. What was under way is not known any more.</summary>
    public void Close(string why)
    {
        lock (_gate)
        {
            _isClosed = true;
            foreach (var pending in _pending.Values)
                pending.End(new WorkerReply.Lost(why, pending.IsHandedOut));
            _pending.Clear();
            _orders.Writer.TryComplete();
        }

        _timer.Dispose();
        _owner.Detach(this);
    }

    public void Dispose() => Close("The connection was ended.");

    private void Add(int credits)
    {
        _isSuspect = false;
        _credits = (int)Math.Min((long)_credits + credits, CreditsMax);
    }

    private void EndIfDone()
    {
        if (_isLeaving && _pending.Count == 0)
            _orders.Writer.TryComplete();
    }

    /// <summary>A check that comes late itself knows nothing: this process may have stood still, not the worker.</summary>
    private void CheckLeases()
    {
        lock (_gate)
        {
            var late = _time.GetElapsedTime(_checkedAt) > _owner.Lease / 2;
            _checkedAt = _time.GetTimestamp();
            foreach (var pending in _pending.Values.Where(one => one.IsHandedOut).ToList())
            {
                if (late)
                    pending.HeardAt = _checkedAt;
                else if (_time.GetElapsedTime(pending.HeardAt) > _owner.Lease)
                {
                    _isSuspect = true;
                    GiveUp(pending, $"Worker '{Worker}' said nothing of the call for {_owner.Lease.TotalSeconds:0.###} s.");
                }
            }
        }
    }
}
