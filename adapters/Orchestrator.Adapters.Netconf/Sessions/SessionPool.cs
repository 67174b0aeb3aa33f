using System.Xml.Linq;

namespace Orchestrator.Adapters.Netconf.Sessions;

/// <summary>The sessions with one device. Those that are not used for a while are closed.</summary>
internal sealed class SessionPool : IDisposable
{
    private readonly NetconfSettings _settings;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _places;
    private readonly Stack<NetconfSession> _idle = new();
    private readonly HashSet<NetconfSession> _all = [];
    private readonly ITimer _sweep;
    private bool _isClosed;

    public SessionPool(NetconfDevice device, NetconfSettings settings, TimeProvider time)
    {
        (Device, _settings, _time) = (device, settings, time);
        _places = new(settings.SessionsMax);
        _sweep = time.CreateTimer(_ => Sweep(), null, settings.IdleMax, settings.IdleMax / 2);
    }

    public NetconfDevice Device { get; }

    public NetconfSettings Settings => _settings;

    /// <summary>One edit at a time: ours should not poll for each other's lock.</summary>
    public SemaphoreSlim EditTurn { get; } = new(1);

    /// <summary>A session for one user, to be given back.</summary>
    /// <param name="isFresh">Whether it must be a new one.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="Messages.ConnectFailedException">The device is not reached, or refuses us.</exception>
    public async Task<NetconfSession> TakeAsync(bool isFresh, CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            while (Idle() is { } waiting)
            {
                if (waiting.IsAlive && !isFresh)
                    return waiting;

                Drop(waiting);
                if (isFresh)
                    break; // One in place of another: there are never more than may be.
            }

            var session = await NetconfSession.OpenAsync(_settings, Device, cancellation).ConfigureAwait(false);
            lock (_idle)
            {
                _all.Add(session);
                if (!_isClosed)
                    return session;
            }

            Drop(session);
            throw new OperationCanceledException("The adapter is closed.");
        }
        catch
        {
            _places.Release();
            throw;
        }
    }

    public void GiveBack(NetconfSession session)
    {
        var isKept = false;
        lock (_idle)
        {
            if (session.IsAlive && !_isClosed)
            {
                session.IdleSince = _time.GetUtcNow();
                _idle.Push(session);
                isKept = true;
            }
        }

        if (!isKept)
            Drop(session);
        _places.Release();
    }

    /// <summary>Carries out one operation of the device, in a session of its own.</summary>
    /// <param name="operation">Which one.</param>
    /// <param name="isRepeatable">Whether it may be sent again where a session that had been kept was dead.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <exception cref="Messages.NetconfException">The device is not reached, or refused it.</exception>
    public async Task<XElement> CallAsync(XElement operation, bool isRepeatable, CancellationToken cancellation)
    {
        for (var isFresh = !isRepeatable; ; isFresh = true)
        {
            var session = await TakeAsync(isFresh, cancellation).ConfigureAwait(false);
            try
            {
                return await session.CallAsync(operation, cancellation).ConfigureAwait(false);
            }
            catch (Messages.ConnectionLostException) when (!isFresh)
            {
                // Once more, in a fresh one.
            }
            finally
            {
                GiveBack(session);
            }
        }
    }

    /// <summary>Ends them all, those in use too.</summary>
    public void Dispose()
    {
        _sweep.Dispose();
        List<NetconfSession> sessions;
        lock (_idle)
        {
            _isClosed = true;
            _idle.Clear();
            sessions = [.. _all];
        }

        sessions.ForEach(Drop);
    }

    private NetconfSession? Idle()
    {
        lock (_idle)
            return _idle.TryPop(out var session) ? session : null;
    }

    private void Sweep()
    {
        List<NetconfSession> old;
        lock (_idle)
        {
            var oldest = _time.GetUtcNow() - _settings.IdleMax;
            old = [.. _idle.Where(session => session.IdleSince < oldest || !session.IsAlive)];
            var kept = _idle.Except(old).Reverse().ToList();
            _idle.Clear();
            kept.ForEach(_idle.Push);
        }

        old.ForEach(Drop);
    }

    private void Drop(NetconfSession session)
    {
        lock (_idle)
            _all.Remove(session);
        session.Dispose();
    }
}
