namespace Orchestrator.Engine.Ports;

/// <summary>
/// Keeps what adapters record of their calls. Called from many threads at once. Where the database cannot be reached,
/// every method throws <see cref="JournalUnavailableException"/>.
/// </summary>
public interface IAdapterRecordStore
{
    /// <summary>What was put last for that instance under that key; null for nothing.</summary>
    Task<byte[]?> FindAsync(string instance, string key, CancellationToken cancellation);

    /// <summary>
    /// Durable once it completes; what was there before is replaced. After a failure, or where the wait was given up,
    /// it may have been kept.
    /// </summary>
    Task PutAsync(AdapterRecord record, CancellationToken cancellation);
}

/// <summary>Something that an adapter keeps.</summary>
/// <param name="Instance">The operator's name of the instance.</param>
/// <param name="Key">The adapter's own.</param>
/// <param name="Content">As it is to be kept: sealed.</param>
/// <param name="Time">When it was put.</param>
public sealed record AdapterRecord(string Instance, string Key, byte[] Content, DateTimeOffset Time);
