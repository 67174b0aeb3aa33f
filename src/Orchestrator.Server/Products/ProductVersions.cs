using Orchestrator.Core.Products.Reading;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Server.Products;

/// <summary>Keeps the catalog as it is in the database, where other nodes publish too.</summary>
internal sealed class ProductVersions(IProductStore store, ProductCatalog catalog) : IDisposable
{
    private const int Page = 500;

    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Every version of every product.</summary>
    /// <exception cref="JournalUnavailableException">The database cannot be reached.</exception>
    public static async Task<IReadOnlyList<Product>> ReadAllAsync(IProductStore store, CancellationToken cancellation)
    {
        var all = new List<Product>();
        (string, int)? after = null;
        while (true)
        {
            var page = await store.ListAsync(allVersions: true, after, Page, cancellation).ConfigureAwait(false);
            all.AddRange(page.Select(Of));
            if (page.Count < Page)
                return all;

            after = (page[^1].Id, page[^1].Version);
        }
    }

    /// <summary>What was published is good: nothing is checked again.</summary>
    public static Product Of(StoredProduct stored) =>
        Product.Of(ProductReader.Read(stored.Content).Content!, stored.Version);

    /// <exception cref="JournalUnavailableException">The database cannot be reached.</exception>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        // One after the other: what was read earlier must not replace what was read later.
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            catalog.Replace(await ReadAllAsync(store, cancellation).ConfigureAwait(false));
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Another node may have published something.</summary>
    public async Task HearAsync()
    {
        try
        {
            await RefreshAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception ended) when (ended is JournalUnavailableException or ObjectDisposedException)
        {
            // Where the database comes back, it is said again that words may have been missed.
        }
    }

    public void Dispose() => _one.Dispose();
}
