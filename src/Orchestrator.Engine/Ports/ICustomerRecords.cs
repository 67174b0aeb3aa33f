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
