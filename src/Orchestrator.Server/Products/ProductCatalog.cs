using System.Collections.Frozen;

namespace Orchestrator.Server.Products;

/// <summary>The products that can be ordered. Fixed from start to end.</summary>
public sealed class ProductCatalog(IEnumerable<Product> products)
{
    private readonly FrozenDictionary<string, Product> _products =
        products.ToFrozenDictionary(product => product.Id, StringComparer.Ordinal);

    public int Count => _products.Count;

    public Product? Find(string id) => _products.GetValueOrDefault(id);
}
