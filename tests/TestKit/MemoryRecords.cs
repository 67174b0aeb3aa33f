using System.Collections.Concurrent;
using Orchestrator.Adapters;

namespace Orchestrator.TestKit;

/// <summary>Records for an adapter on trial; those of one object outlive the adapter, as a database's do.</summary>
public sealed class MemoryRecords : IAdapterRecords
{
    private readonly ConcurrentDictionary<string, string> _contents = new(StringComparer.Ordinal);

    public Task<string?> FindAsync(string key, CancellationToken cancellation) =>
        Task.FromResult(_contents.GetValueOrDefault(key));

    public Task PutAsync(string key, string content, CancellationToken cancellation)
    {
        _contents[key] = content;
        return Task.CompletedTask;
    }
}
