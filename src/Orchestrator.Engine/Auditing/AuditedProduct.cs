namespace Orchestrator.Engine.Auditing;

/// <summary>What an audit must know of a product.</summary>
/// <param name="Id">The product.</param>
/// <param name="BillingAdapter">The instance that holds what bills it; null where it is not paid again and again, or does
/// not say.</param>
/// <param name="BillingKind">The kind of that resource.</param>
/// <param name="Money">What is paid with each period; null where it is paid once or not at all.</param>
public sealed record AuditedProduct(string Id, string? BillingAdapter, string? BillingKind, FindingMoney? Money)
{
    public bool IsBilledBy(string adapter, string kind) => BillingAdapter == adapter && BillingKind == kind;
}

/// <summary>The products, as an audit looks at them; may grow meanwhile.</summary>
/// <param name="Find">By id and version, 0 for the latest; null for none.</param>
/// <param name="All">Every version of every product.</param>
public sealed record AuditedProducts(Func<string, int, AuditedProduct?> Find, Func<IReadOnlyList<AuditedProduct>> All)
{
    /// <summary>Whether resources of that kind bill a product.</summary>
    public bool AreBilling(string adapter, string kind) => All().Any(one => one.IsBilledBy(adapter, kind));

    /// <summary>What such a resource bills with each period, where all products that it may be for agree.</summary>
    public FindingMoney? MoneyOf(string adapter, string kind)
    {
        var known = All().Where(one => one.IsBilledBy(adapter, kind)).Select(static one => one.Money).Distinct().ToArray();
        return known is [var only] ? only : null;
    }
}
