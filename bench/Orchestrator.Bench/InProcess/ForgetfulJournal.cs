using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Bench.InProcess;

/// <summary>Keeps nothing and takes no time: what is measured with it is the engine alone.</summary>
public sealed class ForgetfulJournal : IJournal
{
    public Task AcquireAsync(CancellationToken cancellation) => Task.CompletedTask;

    public Task<IReadOnlyList<WriteResult>> WriteAsync(
        IReadOnlyList<ShardOutput.Write> writes, CancellationToken cancellation)
    {
        var results = new WriteResult[writes.Count];
        for (var index = 0; index < results.Length; index++)
            results[index] = new WriteResult(writes[index].Number);
        return Task.FromResult<IReadOnlyList<WriteResult>>(results);
    }

    public Task<IReadOnlyDictionary<int, long>> ReadLastIdsAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<int, long>>(new Dictionary<int, long>());

    public Task<IReadOnlyList<ActivationHistory>> ReadAsync(
        IReadOnlyList<long> activations, long afterSequence, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<ActivationHistory>>([]);

    public Task<IReadOnlyList<long>> FindAwakeAsync(
        DateTimeOffset dueUntil, bool withAlways, long after, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<long>>([]);

    public Task<IReadOnlyList<long>> FindAwaitingAsync(
        string name, string? correlationId, long after, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<long>>([]);

    public Task<StartedBy?> FindRequestAsync(string caller, string requestId, CancellationToken cancellation) =>
        Task.FromResult<StartedBy?>(null);

    public Task<IReadOnlyList<long>> ListAsync(ActivationQuery query, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<long>>([]);

    public Task<ServiceEntry?> FindServiceAsync(string service, CancellationToken cancellation) =>
        Task.FromResult<ServiceEntry?>(null);

    public Task<IReadOnlyList<ServiceEntry>> ListServicesAsync(
        string customer, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<ServiceEntry>>([]);

    public Task PingAsync(CancellationToken cancellation) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
