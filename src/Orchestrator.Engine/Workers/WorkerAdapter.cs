using System.Runtime.CompilerServices;
using Orchestrator.Adapters;
using Orchestrator.Engine.Dispatch;

namespace Orchestrator.Engine.Workers;

/// <summary>
/// An adapter whose work is done by programs that connect: those that serve the same instance share it. What they can
/// do is remembered while none of them is there; calls wait then.
/// </summary>
public sealed class WorkerAdapter : IAdapter, ICallGate, IDisposable
{
    private const string DescriptionKey = "description";

    /// <summary>A worker may come free a moment after it was thought to be.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly List<WorkerLink> _links = [];
    private readonly SemaphoreSlim _registering = new(1);
    private readonly IAdapterRecords _records;
    private readonly TimeProvider _time;
    private TaskCompletionSource _roomMade = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WorkerDescription _declared;
    private volatile WorkerDescription _known;

    internal WorkerAdapter(
        string instance,
        TimeSpan lease,
        WorkerToken token,
        IAdapterRecords records,
        TimeProvider time,
        WorkerDescription? declared = null)
    {
        (Instance, Lease, Token, _records, _time) = (instance, lease, token, records, time);
        _known = _declared = declared ?? WorkerDescription.None;
    }

    public event Action? Opened;

    public string Instance { get; }

    /// <summary>How long a worker may say nothing of a call that it has.</summary>
    public TimeSpan Lease { get; }

    /// <summary>What workers must show.</summary>
    public WorkerToken Token { get; }

    public AdapterDescription Description => _known.What;

    /// <summary>Workers that are connected here now.</summary>
    public int Workers
    {
        get
        {
            lock (_gate)
                return _links.Count;
        }
    }

    public int Capacity
    {
        get
        {
            lock (_gate)
            {
                return _links.Sum(link =>
                {
                    var (running, free) = link.Load;
                    return running + free;
                });
            }
        }
    }

    public string? Closed
    {
        get
        {
            lock (_gate)
            {
                return _links.Exists(link => link.Load is not (0, 0))
                    ? null
                    : _links.Count == 0
                        ? $"No worker serves adapter instance '{Instance}' here now. Start one."
                        : $"No worker of adapter instance '{Instance}' takes calls now: each is leaving, or has granted none.";
            }
        }
    }

    /// <summary>What was known before the process began.</summary>
    /// <exception cref="IOException">The records cannot be reached now.</exception>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        await _registering.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            Adopt(await ReadAsync(cancellation).ConfigureAwait(false));
        }
        finally
        {
            _registering.Release();
        }
    }

    /// <summary>
    /// A worker comes with what it can do. Null where workers before it said something else, and not with a lower
    /// version; <paramref name="known"/> is theirs then.
    /// </summary>
    /// <exception cref="IOException">The records cannot be reached now.</exception>
    public async Task<(WorkerLink? Link, long KnownVersion)> RegisterAsync(
        string worker, WorkerDescription description, int credits, CancellationToken cancellation)
    {
        await _registering.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var known = await ReadAsync(cancellation).ConfigureAwait(false);
            if (known.Content != description.Content || known == _declared)
            {
                if (description.Version <= known.Version)
                {
                    Adopt(known);
                    return (null, known.Version);
                }

                await _records.PutAsync(DescriptionKey, description.ToString(), CancellationToken.None)
                    .ConfigureAwait(false);
                known = description;
            }

            Adopt(known);
            var link = new WorkerLink(this, worker, credits, known.Content, _time);
            lock (_gate)
                _links.Add(link);
            NoteRoom();
            return (link, known.Version);
        }
        finally
        {
            _registering.Release();
        }
    }

    public async Task<Answer> ExecuteAsync(AdapterCall call, CancellationToken cancellation) =>
        await CallAsync(WorkerCallKind.Execute, call, Patience, cancellation).ConfigureAwait(false) switch
        {
            WorkerReply.Executed it => it.Answer,
            var other => new Answer.Unknown(WhyOf(other)),
        };

    public async Task<ReadAnswer> ReadAsync(AdapterCall call, CancellationToken cancellation) =>
        await CallAsync(WorkerCallKind.Read, call, Patience, cancellation).ConfigureAwait(false) switch
        {
            WorkerReply.WasRead it => it.Answer,
            var other => new ReadAnswer.StillUnknown(WhyOf(other)),
        };

    public async Task<string?> PreviewAsync(AdapterCall call, CancellationToken cancellation) =>
        await CallAsync(WorkerCallKind.Preview, call, Patience, cancellation).ConfigureAwait(false) switch
        {
            WorkerReply.Previewed it => it.Text,
            var other => throw new IOException(WhyOf(other)),
        };

    public async IAsyncEnumerable<Resource> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var reply = await CallAsync(WorkerCallKind.List, null, Patience, cancellation).ConfigureAwait(false);
        if (reply is not WorkerReply.Listed { Resources: var resources })
            throw new IOException(WhyOf(reply));

        foreach (var resource in resources)
            yield return resource;
    }

    /// <summary>The server is ending: workers are told to finish, and to go elsewhere.</summary>
    public void LetGo(string why)
    {
        foreach (var link in Links())
            link.Leave(why);
    }

    /// <summary>The server does not wait any longer.</summary>
    public void Cut(string why)
    {
        foreach (var link in Links())
            link.Close(why);
    }

    public void Dispose()
    {
        Cut("The server has stopped.");
        _registering.Dispose();
    }

    internal void Detach(WorkerLink link)
    {
        lock (_gate)
            _links.Remove(link);
        NoteRoom();
    }

    internal void NoteRoom()
    {
        TaskCompletionSource made;
        lock (_gate)
        {
            made = _roomMade;
            _roomMade = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        made.SetResult();
        Opened?.Invoke();
    }

    private async Task<WorkerReply> CallAsync(
        WorkerCallKind kind, AdapterCall? call, TimeSpan patience, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return new WorkerReply.Lost("The call was given up before it began.", WasHandedOut: true);

        for (var begun = _time.GetTimestamp(); ;)
        {
            Task roomMade;
            lock (_gate)
                roomMade = _roomMade.Task;
            if (TryGive(kind, call) is var (link, pending))
            {
                using var watch = cancellation.Register(() => link.GiveUp(pending, "It was not answered in time."));
                var reply = await pending.Reply.ConfigureAwait(false);
                return reply is WorkerReply.Lost { WasHandedOut: false } && !cancellation.IsCancellationRequested
                    ? throw new CallNotBegunException(WhyOf(reply))
                    : reply;
            }

            var left = patience - _time.GetElapsedTime(begun);
            if (left <= TimeSpan.Zero)
                throw new CallNotBegunException(Closed ?? $"All workers of adapter instance '{Instance}' are busy.");

            await Task.WhenAny(roomMade, Task.Delay(left, _time, cancellation)).ConfigureAwait(false);
            if (cancellation.IsCancellationRequested)
                return new WorkerReply.Lost("No worker took it in time.", WasHandedOut: true);
        }
    }

    /// <summary>The least loaded first; of those with the same load, the one that waits the longest.</summary>
    private (WorkerLink, PendingCall)? TryGive(WorkerCallKind kind, AdapterCall? call)
    {
        lock (_gate)
        {
            foreach (var link in _links.OrderBy(link => link.Load.Running).ToList())
            {
                if (link.TryGive(kind, call) is { } pending)
                {
                    _links.Remove(link);
                    _links.Add(link);
                    return (link, pending);
                }
            }

            return null;
        }
    }

    private void Adopt(WorkerDescription known)
    {
        if (known.Content != _known.Content)
            _known = known;
        foreach (var link in Links().Where(link => link.Description != known.Content))
            link.Leave($"Version {known.Version} of what instance '{Instance}' can do has been registered.");
    }

    private async Task<WorkerDescription> ReadAsync(CancellationToken cancellation) =>
        await _records.FindAsync(DescriptionKey, cancellation).ConfigureAwait(false) is { } text
            ? WorkerDescription.Parse(text)
            : _declared;

    private List<WorkerLink> Links()
    {
        lock (_gate)
            return [.. _links];
    }

    private static string WhyOf(WorkerReply reply) =>
        reply is WorkerReply.Lost lost ? lost.Why : "The worker answered something else than was asked.";
}
