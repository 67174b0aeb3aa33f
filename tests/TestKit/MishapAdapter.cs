using Orchestrator.Adapters;

namespace Orchestrator.TestKit;

/// <summary>
/// Stands between the engine and an adapter, as a network does, and lets calls go wrong. For adapters whose system is
/// in the same machine, so that nothing can be put between the two.
/// </summary>
public sealed class MishapAdapter(IAdapter adapter) : IAdapter
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Mishap> _mishaps = new();

    public AdapterDescription Description => adapter.Description;

    /// <summary>The mishap befalls the next call with the key.</summary>
    public void Arrange(Mishap mishap, string key) => _mishaps[key] = mishap;

    public async Task<Answer> ExecuteAsync(AdapterCall call, CancellationToken cancellation)
    {
        if (!_mishaps.TryRemove(call.IdempotencyKey, out var mishap))
            return await adapter.ExecuteAsync(call, cancellation);

        if (mishap == Mishap.LostAnswer)
            await adapter.ExecuteAsync(call, cancellation);
        if (mishap == Mishap.Hang)
            await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return new Answer.Unknown("The connection was lost.");
    }

    public Task<ReadAnswer> ReadAsync(AdapterCall call, CancellationToken cancellation) =>
        adapter.ReadAsync(call, cancellation);

    public Task<string?> PreviewAsync(AdapterCall call, CancellationToken cancellation) =>
        adapter.PreviewAsync(call, cancellation);

    public IAsyncEnumerable<Resource> ListAsync(CancellationToken cancellation) => adapter.ListAsync(cancellation);
}
