using System.Collections.Frozen;

namespace Orchestrator.Server.Products;

/// <summary>
/// The products that can be ordered, in all their versions. It may grow while the server runs: what was found stays as it
/// was.
/// </summary>
public sealed class ProductCatalog
{
    private volatile FrozenDictionary<string, Product[]> _products;

    public ProductCatalog(IEnumerable<Product> products) => _products = Index(products);

    public int Count => _products.Count;

    /// <summary>The latest version of each, in order of their ids.</summary>
    public IReadOnlyList<Product> All =>
        [.. _products.Values.Select(versions => versions[^1]).OrderBy(product => product.Id, StringComparer.Ordinal)];

    /// <summary>Every version of each.</summary>
    public IReadOnlyList<Product> AllVersions => [.. _products.Values.SelectMany(static versions => versions)];

    /// <summary>The latest version.</summary>
    public Product? Find(string id) => _products.TryGetValue(id, out var versions) ? versions[^1] : null;

    /// <param name="id">The product.</param>
    /// <param name="version">0: of a service that was provisioned before products had versions. The latest one.</param>
    public Product? Find(string id, int version) => version == 0
        ? Find(id)
        : Array.Find(_products.GetValueOrDefault(id, []), product => product.Version == version);

    /// <summary>All versions of a product, the oldest first.</summary>
    public IReadOnlyList<Product> VersionsOf(string id) => _products.GetValueOrDefault(id, []);

    /// <summary>From now on there are these, each in all its versions.</summary>
    internal void Replace(IEnumerable<Product> products) => _products = Index(products);

    private static FrozenDictionary<string, Product[]> Index(IEnumerable<Product> products) => products
        .GroupBy(product => product.Id, StringComparer.Ordinal)
        .ToFrozenDictionary(
            group => group.Key, group => group.OrderBy(product => product.Version).ToArray(), StringComparer.Ordinal);
}
