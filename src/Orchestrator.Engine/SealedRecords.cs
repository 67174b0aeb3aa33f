using System.Text;
using Orchestrator.Adapters;
using Orchestrator.Core.Values;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine;

/// <summary>The records of one adapter instance, sealed: they may hold what a device's secrets were before.</summary>
/// <param name="store">Where they are kept.</param>
/// <param name="instance">The operator's name of the instance.</param>
/// <param name="sealer">Of the key that all nodes on the database share.</param>
/// <param name="time">The clock.</param>
public sealed class SealedRecords(IAdapterRecordStore store, string instance, Sealer sealer, TimeProvider time)
    : IAdapterRecords
{
    /// <summary>Bytes of UTF-8.</summary>
    public const int ContentMax = 1 << 20;

    public async Task<string?> FindAsync(string key, CancellationToken cancellation)
    {
        try
        {
            return await store.FindAsync(instance, key, cancellation).ConfigureAwait(false) is { } content
                ? Open(key, Encoding.UTF8.GetString(content))
                : null;
        }
        catch (JournalUnavailableException failure)
        {
            throw new IOException(failure.Message, failure);
        }
    }

    /// <exception cref="ArgumentException">The content is larger than <see cref="ContentMax"/>.</exception>
    public async Task PutAsync(string key, string content, CancellationToken cancellation)
    {
        if (Encoding.UTF8.GetByteCount(content) is > ContentMax and var size)
            throw new ArgumentException(
                $"A record has up to {ContentMax} bytes of UTF-8; '{key}' would have {size}.", nameof(content));

        var kept = Encoding.UTF8.GetBytes(sealer.Seal(content));
        try
        {
            await store.PutAsync(new AdapterRecord(instance, key, kept, time.GetUtcNow()), cancellation).ConfigureAwait(false);
        }
        catch (JournalUnavailableException failure)
        {
            throw new IOException(failure.Message, failure);
        }
    }

    private string Open(string key, string kept)
    {
        var opened = sealer.Open(kept).AsString;
        return opened is not null && opened != kept
            ? opened
            : throw new IOException(
                $"The record '{key}' of adapter instance '{instance}' was sealed with another key. Give this server the sealing "
                + "key of the one that wrote it.");
    }
}
