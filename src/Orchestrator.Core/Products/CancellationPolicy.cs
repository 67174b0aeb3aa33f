namespace Orchestrator.Core.Products;

/// <summary>When something ends that is cancelled.</summary>
public enum CancellationEnd
{
    /// <summary>When the cancellation is carried out.</summary>
    AtOnce,

    /// <summary>When the term ends that runs then.</summary>
    EndOfTerm,

    /// <summary>When the order says.</summary>
    Date,
}

/// <summary>What a cancellation of a product ends, and when.</summary>
/// <param name="Entitlement">What the customer uses.</param>
/// <param name="Billing">What the customer pays.</param>
public sealed record CancellationPolicy(CancellationEnd Entitlement, CancellationEnd Billing)
{
    /// <summary>What a product has that does not say.</summary>
    public static CancellationPolicy AtOnce { get; } = new(CancellationEnd.AtOnce, CancellationEnd.AtOnce);

    /// <summary>
    /// How long a term is, counted from when the service first worked: the period of the payment where the product says
    /// nothing else; null where it has neither.
    /// </summary>
    public CalendarPeriod? Term { get; init; }
}
