namespace Orchestrator.Adapters;

/// <summary>
/// What an adapter keeps about its calls where the system it talks to cannot: what was there before a change, say. Kept
/// for good, apart for each instance, sealed, and seen by every process that works on the same database.
/// </summary>
public interface IAdapterRecords
{
    /// <summary>What was put last under that key; null for nothing.</summary>
    /// <exception cref="IOException">The records cannot be reached now.</exception>
    Task<string?> FindAsync(string key, CancellationToken cancellation);

    /// <summary>Durable once it completes; what was there before is replaced.</summary>
    /// <param name="key">An idempotency key, as a rule.</param>
    /// <param name="content">Any text, up to 1 MiB of UTF-8.</param>
    /// <param name="cancellation">Ends the wait; whether it was kept is not known then.</param>
    /// <exception cref="IOException">The records cannot be reached now; whether it was kept is not known.</exception>
    Task PutAsync(string key, string content, CancellationToken cancellation);
}
