using Orchestrator.Adapters;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Unit.Adapters.Declared;

/// <summary>Records that can be away; or end the process, as it were, before or after they keep something.</summary>
internal sealed class FaultyRecords : IAdapterRecords
{
    private readonly MemoryRecords _records = new();
    private int _puts;

    public bool AreAway { get; set; }

    /// <summary>Which put from now on befalls the mishap; 0: none.</summary>
    public int MishapAtPut { get; set; }

    public bool IsKeptBeforeTheMishap { get; set; }

    public Task<string?> FindAsync(string key, CancellationToken cancellation) =>
        AreAway ? throw new IOException("the database is away") : _records.FindAsync(key, cancellation);

    public async Task PutAsync(string key, string content, CancellationToken cancellation)
    {
        var isMishap = AreAway || ++_puts == MishapAtPut;
        if (!isMishap || IsKeptBeforeTheMishap)
            await _records.PutAsync(key, content, cancellation);
        if (isMishap)
            throw new IOException("the database is away");
    }
}
