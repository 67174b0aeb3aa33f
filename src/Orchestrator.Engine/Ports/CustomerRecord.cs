using Orchestrator.Core.Sagas;

namespace Orchestrator.Engine.Ports;

/// <summary>What was told about a customer: a contact, or what billing says of the money.</summary>
/// <param name="Id">Unique.</param>
/// <param name="Customer">About whom.</param>
/// <param name="OccurTime">When it was, in whole microseconds.</param>
/// <param name="RecordTime">When it was recorded.</param>
/// <param name="Actor">Who recorded it.</param>
public abstract record CustomerRecord(
    string Id, string Customer, DateTimeOffset OccurTime, DateTimeOffset RecordTime, string Actor)
{
    /// <summary>Without <c>services/</c>; or empty.</summary>
    public string Service { get; init; } = "";

    /// <summary>What the system that told it calls it: a ticket, billing's own number; or empty.</summary>
    public string Reference { get; init; } = "";
}

/// <summary>Who of the company was in contact with a customer. Numbers are stored: keep them.</summary>
public enum ContactKind
{
    CustomerService = 1,
    TechnicalSupport = 2,
    Billing = 3,
    Sales = 4,
}

/// <summary>Contact with a customer.</summary>
public sealed record CustomerContact(
    string Id, string Customer, DateTimeOffset OccurTime, DateTimeOffset RecordTime, string Actor)
    : CustomerRecord(Id, Customer, OccurTime, RecordTime, Actor)
{
    public ContactKind Kind { get; init; }

    public Channel Channel { get; init; }

    public string Summary { get; init; } = "";

    /// <summary>Who of the company.</summary>
    public string Agent { get; init; } = "";
}

/// <summary>What happened to money. Numbers are stored: keep them.</summary>
public enum PaymentKind
{
    Payment = 1,
    Refund = 2,
    Charge = 3,
    FailedPayment = 4,
}

/// <summary>What billing told of a customer's money.</summary>
public sealed record CustomerPayment(
    string Id, string Customer, DateTimeOffset OccurTime, DateTimeOffset RecordTime, string Actor)
    : CustomerRecord(Id, Customer, OccurTime, RecordTime, Actor)
{
    public PaymentKind Kind { get; init; }

    /// <summary>From 0; with the digits that it was told with.</summary>
    public decimal Amount { get; init; }

    /// <summary>ISO 4217: EUR.</summary>
    public string Currency { get; init; } = "";

    /// <summary>Billing's account; or empty.</summary>
    public string Account { get; init; } = "";

    public string Description { get; init; } = "";
}
