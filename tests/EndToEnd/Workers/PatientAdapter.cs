using System.Runtime.CompilerServices;
using Orchestrator.Adapters;
using Orchestrator.Engine.Dispatch;

namespace Orchestrator.Tests.EndToEnd.Workers;

/// <summary>What no worker took waits and comes again, as it does in the engine's queue.</summary>
internal sealed class PatientAdapter(IAdapter inner) : IAdapter
{
    public AdapterDescription Description => inner.Description;

    public Task<Answer> ExecuteAsync(AdapterCall call, CancellationToken cancellation) =>
        AgainAsync(() => inner.ExecuteAsync(call, cancellation));

    public Task<ReadAnswer> ReadAsync(AdapterCall call, CancellationToken cancellation) =>
        AgainAsync(() => inner.ReadAsync(call, cancellation));

    public Task<string?> PreviewAsync(AdapterCall call, CancellationToken cancellation) =>
        AgainAsync(() => inner.PreviewAsync(call, cancellation));

    public async IAsyncEnumerable<Resource> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var resource in await AgainAsync(() => inner.ListAsync(cancellation).ToListAsync(cancellation).AsTask()))
            yield return resource;
    }

    private static async Task<T> AgainAsync<T>(Func<Task<T>> call)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            try
            {
                return await call();
            }
            catch (CallNotBegunException) when (!patience.IsCancellationRequested)
            {
                // It has waited for a worker within.
            }
        }
    }
}
