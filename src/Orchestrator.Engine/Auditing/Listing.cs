using Orchestrator.Adapters;

namespace Orchestrator.Engine.Auditing;

/// <summary>Has an adapter list what its system holds, and does not wait for ever.</summary>
/// <param name="patience">How long it may say nothing.</param>
internal sealed class Listing(IAdapter adapter, TimeSpan patience, TimeProvider time)
{
    /// <summary>Null where it came to its end; else why it did not.</summary>
    public async Task<string?> ReadAsync(Func<Resource, Task> take, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            // One that hangs is left to itself: it cannot be disposed of while it is asked.
            var resources = adapter.ListAsync(over.Token).GetAsyncEnumerator(over.Token);
            while (await MoveAsync(resources).ConfigureAwait(false))
                await take(resources.Current).ConfigureAwait(false);
            await resources.DisposeAsync().ConfigureAwait(false);
            return null;
        }
        catch (TimeoutException)
        {
            await over.CancelAsync().ConfigureAwait(false);
            return $"it said nothing for {patience.TotalSeconds:0} s.";
        }
        catch (Exception failure) when (
            failure is not AuditLostException and not Ports.JournalUnavailableException
            && !cancellation.IsCancellationRequested)
        {
            await over.CancelAsync().ConfigureAwait(false);
            return failure.Message.ReplaceLineEndings(" ");
        }
    }

    private ValueTask<bool> MoveAsync(IAsyncEnumerator<Resource> resources)
    {
        var move = resources.MoveNextAsync();
        return move.IsCompletedSuccessfully ? move : new ValueTask<bool>(move.AsTask().WaitAsync(patience, time));
    }
}
