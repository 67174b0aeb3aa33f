using System.Globalization;

namespace Orchestrator.Core.Products;

public enum PaymentKind
{
    OneOff,
    Recurring,
}

/// <summary>What a customer pays for a product.</summary>
/// <param name="Kind">Once, or again and again.</param>
/// <param name="Period">How often; null for what is paid once.</param>
/// <param name="Amount">Each time; not negative, with no more decimals than the currency has.</param>
/// <param name="Currency">ISO 4217, three upper-case letters.</param>
public sealed record ProductPayment(PaymentKind Kind, CalendarPeriod? Period, decimal Amount, string Currency)
{
    /// <summary>What bills a service of the product; null where the product does not say.</summary>
    public BillingResource? BilledBy { get; init; }

    /// <summary>The amount with the decimals of its currency: 29.90.</summary>
    public string AmountText => Amount.ToString($"F{Currencies.DecimalsOf(Currency)}", CultureInfo.InvariantCulture);
}

/// <summary>A kind of resource that bills, among those a service's steps make.</summary>
/// <param name="Adapter">The instance: billing.</param>
/// <param name="Kind">As the adapter's facts name it: subscription.</param>
public sealed record BillingResource(string Adapter, string Kind);
