namespace Orchestrator.Core.Sagas;

/// <summary>When use and payment of a service end, as it was agreed when its DEPROVISION was ordered.</summary>
/// <param name="EntitlementEnd">Until when the customer may use it; in UTC.</param>
/// <param name="BillingEnd">Until when the customer pays for it; in UTC.</param>
public sealed record CancellationDates(DateTimeOffset EntitlementEnd, DateTimeOffset BillingEnd)
{
    /// <summary>The workflow's input with <see cref="EntitlementEnd"/>, where it declares one.</summary>
    public const string EntitlementInput = "entitlementEndTime";

    /// <summary>The workflow's input with <see cref="BillingEnd"/>, where it declares one.</summary>
    public const string BillingInput = "billingEndTime";

    /// <summary>Why it ends at once, whatever the product says; or empty.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Where that was decided, or empty.</summary>
    public string Ticket { get; init; } = "";

    /// <summary>When the work begins.</summary>
    public DateTimeOffset First => EntitlementEnd < BillingEnd ? EntitlementEnd : BillingEnd;
}
