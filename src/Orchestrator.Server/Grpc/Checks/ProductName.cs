using System.Globalization;

namespace Orchestrator.Server.Grpc.Checks;

/// <summary>The names of products and their versions.</summary>
/// <param name="Product">The product's id.</param>
/// <param name="Version">0: none was named.</param>
public readonly record struct ProductName(string Product, int Version)
{
    private const string Collection = "products/";
    private const string Versions = "/versions/";

    public override string ToString() => Version == 0
        ? Collection + Product
        : string.Create(CultureInfo.InvariantCulture, $"{Collection}{Product}{Versions}{Version}");

    /// <summary>The name in a field; null where it is none, which is noted.</summary>
    public static ProductName? Read(Violations violations, string field, string name, bool withVersion = false)
    {
        if (name.Length == 0)
        {
            violations.Add(field, "is required.");
            return null;
        }

        var slash = name.IndexOf(Versions, StringComparison.Ordinal);
        var version = 0;
        var isFine = slash < 0
            ? !withVersion
            : int.TryParse(name[(slash + Versions.Length)..], NumberStyles.None, CultureInfo.InvariantCulture, out version)
                && version > 0;
        if (!isFine)
        {
            violations.Add(
                field, $"must be {(withVersion ? "" : "products/{id} or ")}products/{{id}}/versions/{{n}}, with n from 1.");
            return null;
        }

        return violations.Name(field, slash < 0 ? name : name[..slash], Collection) is { } product
            ? new ProductName(product, version)
            : null;
    }
}
