using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Tests.EndToEnd.Server;

/// <summary>A real journal; whoever looks a service up for an order may be held with what was read.</summary>
internal sealed class HeldJournal(IJournal journal) : IJournal
{
    private HeldCheck? _next;

    /// <summary>The next one is held, when it has read.</summary>
    public HeldCheck HoldNextCheck() => _next = new HeldCheck();

    public async Task<ServiceEntry?> FindServiceAsync(string service, CancellationToken cancellation)
    {
        var found = await journal.FindServiceAsync(service, cancellation);
        if (Interlocked.Exchange(ref _next, null) is { } held)
            await held.HoldAsync();
        return found;
    }

    public Task AcquireAsync(CancellationToken cancellation) => journal.AcquireAsync(cancellation);

    public Task<IReadOnlyList<WriteResult>> WriteAsync(
        IReadOnlyList<ShardOutput.Write> writes, CancellationToken cancellation) => journal.WriteAsync(writes, cancellation);

    public Task<IReadOnlyDictionary<int, long>> ReadLastIdsAsync(CancellationToken cancellation) =>
        journal.ReadLastIdsAsync(cancellation);

    public Task<IReadOnlyList<ActivationHistory>> ReadAsync(
        IReadOnlyList<long> activations, long afterSequence, CancellationToken cancellation) =>
        journal.ReadAsync(activations, afterSequence, cancellation);

    public Task<IReadOnlyList<long>> FindAwakeAsync(
        DateTimeOffset dueUntil, bool withAlways, long after, int limit, CancellationToken cancellation) =>
        journal.FindAwakeAsync(dueUntil, withAlways, after, limit, cancellation);

    public Task<IReadOnlyList<long>> FindAwaitingAsync(
        string name, string? correlationId, long after, int limit, CancellationToken cancellation) =>
        journal.FindAwaitingAsync(name, correlationId, after, limit, cancellation);

    public Task<StartedBy?> FindRequestAsync(string caller, string requestId, CancellationToken cancellation) =>
        journal.FindRequestAsync(caller, requestId, cancellation);

    public Task<IReadOnlyList<long>> ListAsync(ActivationQuery query, CancellationToken cancellation) =>
        journal.ListAsync(query, cancellation);

    public Task<IReadOnlyList<ServiceEntry>> ListServicesAsync(string customer, int limit, CancellationToken cancellation) =>
        journal.ListServicesAsync(customer, limit, cancellation);

    public Task PingAsync(CancellationToken cancellation) => journal.PingAsync(cancellation);

    public ValueTask DisposeAsync() => journal.DisposeAsync();
}

/// <summary>An order that has been told of its service, and gets no further for now.</summary>
internal sealed class HeldCheck
{
    private readonly TaskCompletionSource _read = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task HasReadAsync() => _read.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public void Release() => _released.TrySetResult();

    public Task HoldAsync()
    {
        _read.TrySetResult();
        return _released.Task;
    }
}
