using Orchestrator.Core.Products;
using Orchestrator.Engine.Auditing;
using Orchestrator.Server.Products;

namespace Orchestrator.Server.Auditing;

/// <summary>The products, as an audit looks at them.</summary>
internal static class AuditedCatalog
{
    private const decimal DaysOfYear = 365.25m;

    public static AuditedProducts Of(ProductCatalog catalog) => new(
        (id, version) => catalog.Find(id, version) is { } product ? Of(product) : null,
        () => [.. catalog.AllVersions.Select(Of)]);

    private static AuditedProduct Of(Product product) => product.Payment is { Kind: PaymentKind.Recurring } payment
        ? new AuditedProduct(product.Id, payment.BilledBy?.Adapter, payment.BilledBy?.Kind, MoneyOf(payment))
        : new AuditedProduct(product.Id, null, null, null);

    private static FindingMoney? MoneyOf(ProductPayment payment)
    {
        if (payment.Period is not { } period)
            return null;

        var days = (period.Years * DaysOfYear) + (period.Months * DaysOfYear / 12) + (period.Weeks * 7) + period.Days;
        return new FindingMoney(
            payment.Amount, payment.Currency, period.ToString(), Math.Round(payment.Amount * DaysOfYear / days, 2));
    }
}
