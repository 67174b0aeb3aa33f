using Orchestrator.Core.Sagas;

namespace Orchestrator.Engine.Ports;

/// <summary>
/// What was told about customers, for good: contacts, and what billing says of their money. Where the database cannot
/// be reached, every method throws <see cref="JournalUnavailableException"/>.
/// </summary>
public interface ICustomerRecords
{
    /// <summary>Keeps a contact, once for each request id of its actor.</summary>
    /// <returns>The contact as it was kept first; null where the request id was used for something else.</returns>
    Task<CustomerContact?> KeepAsync(NewRecord<CustomerContact> contact, CancellationToken cancellation);

    /// <summary>Keeps a payment, once for each request id of its actor.</summary>
    /// <returns>The payment as it was kept first; null where the request id was used for something else.</returns>
    Task<CustomerPayment?> KeepAsync(NewRecord<CustomerPayment> payment, CancellationToken cancellation);

    /// <summary>In the order of when they were, then of their ids.</summary>
    Task<IReadOnlyList<CustomerContact>> ListContactsAsync(RecordQuery query, CancellationToken cancellation);

    /// <summary>In the order of when they were, then of their ids.</summary>
    Task<IReadOnlyList<CustomerPayment>> ListPaymentsAsync(RecordQuery query, CancellationToken cancellation);
}

/// <summary>Something to be kept.</summary>
/// <param name="RequestId">Unique for each actor.</param>
/// <param name="RequestHash">Of the whole request.</param>
public sealed record NewRecord<T>(T What, string RequestId, string RequestHash);

/// <summary>Who of the company was in contact with a customer. Numbers are stored: keep them.</summary>
public enum ContactKind
{
    CustomerService = 1,
    TechnicalSupport = 2,
    Billing = 3,
    Sales = 4,
}

/// <summary>Contact with a customer.</summary>
/// <param name="Id">Unique.</param>
/// <param name="Customer">With whom.</param>
/// <param name="OccurTime">When it was, in whole microseconds.</param>
/// <param name="RecordTime">When it was recorded.</param>
/// <param name="Actor">Who recorded it.</param>
public sealed record CustomerContact(
    string Id, string Customer, DateTimeOffset OccurTime, DateTimeOffset RecordTime, string Actor)
{
    public ContactKind Kind { get; init; }

    public Channel Channel { get; init; }

    public string Summary { get; init; } = "";

    /// <summary>Where the whole of it is kept; or empty.</summary>
    public string Reference { get; init; } = "";

    /// <summary>Without <c>services/</c>; or empty.</summary>
    public string Service { get; init; } = "";

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
/// <param name="Id">Unique.</param>
/// <param name="Customer">Whose.</param>
/// <param name="OccurTime">When it was, in whole microseconds.</param>
/// <param name="RecordTime">When it was recorded.</param>
/// <param name="Actor">Who told.</param>
public sealed record CustomerPayment(
    string Id, string Customer, DateTimeOffset OccurTime, DateTimeOffset RecordTime, string Actor)
{
    public PaymentKind Kind { get; init; }

    /// <summary>From 0; with the digits that it was told with.</summary>
    public decimal Amount { get; init; }

    /// <summary>ISO 4217: EUR.</summary>
    public string Currency { get; init; } = "";

    /// <summary>Without <c>services/</c>; or empty.</summary>
    public string Service { get; init; } = "";

    /// <summary>Billing's account; or empty.</summary>
    public string Account { get; init; } = "";

    /// <summary>Billing's own number; or empty.</summary>
    public string Reference { get; init; } = "";

    public string Description { get; init; } = "";
}

/// <summary>A page of what was recorded about a customer.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="Limit">At most so many.</param>
public sealed record RecordQuery(string Customer, int Limit)
{
    /// <summary>Only what is about that service; without <c>services/</c>.</summary>
    public string? Service { get; init; }

    public bool OldestFirst { get; init; }

    /// <summary>The last one of the page before; null for the first page.</summary>
    public RecordPosition? After { get; init; }
}

/// <summary>A place in the order of records.</summary>
public sealed record RecordPosition(DateTimeOffset Time, string Id);
