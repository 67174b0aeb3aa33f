namespace Orchestrator.Engine.Ports;

/// <summary>
/// Versions of products: immutable, numbered from 1 by product. Every method throws
/// <see cref="JournalUnavailableException"/> while the database cannot be reached.
/// </summary>
public interface IProductStore
{
    /// <summary>
    /// Keeps a product as its next version, and workflows with it, in one commit. Content that is the latest version's is
    /// that version; so is that of a workflow. A call that was answered before is answered with the same version.
    /// </summary>
    Task<ProductPublishResult> PublishAsync(
        NewProductVersion product, IReadOnlyList<NewWorkflowVersion> workflows, CancellationToken cancellation);

    /// <param name="product">Its id.</param>
    /// <param name="version">0: the latest one.</param>
    /// <param name="cancellation">Ends the reading.</param>
    Task<StoredProduct?> FindAsync(string product, int version, CancellationToken cancellation);

    /// <summary>By id, and from the newest version of each on.</summary>
    /// <param name="allVersions">False: the latest of each.</param>
    /// <param name="after">The last one of the page before, or null.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellation">Ends the reading.</param>
    Task<IReadOnlyList<StoredProduct>> ListAsync(
        bool allVersions, (string Product, int Version)? after, int limit, CancellationToken cancellation);

    /// <summary>The call with that request id, and the version that it was answered with; null where there was none.
    /// </summary>
    Task<ProductRequest?> FindRequestAsync(string caller, string requestId, CancellationToken cancellation);
}

/// <param name="Id">The product.</param>
/// <param name="Content">product.json, with the ids of its workflows in place of their files.</param>
/// <param name="ContentHash">SHA-256 in hex.</param>
/// <param name="Author">Who published it.</param>
/// <param name="Reason">Why, in their words.</param>
/// <param name="Caller">Whose request id it is.</param>
/// <param name="RequestId">Up to 128 characters.</param>
/// <param name="RequestHash">Of the request's content.</param>
/// <param name="ExpectedLatest">Refused where the latest version is another one; 0: there is none; null does not ask.
/// </param>
/// <param name="Time">When.</param>
public sealed record NewProductVersion(
    string Id,
    string Content,
    string ContentHash,
    string Author,
    string Reason,
    string Caller,
    string RequestId,
    string RequestHash,
    int? ExpectedLatest,
    DateTimeOffset Time);

/// <summary>What came of publishing.</summary>
public abstract record ProductPublishResult
{
    private ProductPublishResult()
    {
    }

    /// <summary>It is there, new or as before.</summary>
    public sealed record Published(StoredProduct Product) : ProductPublishResult;

    /// <summary>There is a newer version than the expected one.</summary>
    public sealed record NotLatest(int Latest) : ProductPublishResult;
}

/// <param name="Id">kebab-case.</param>
/// <param name="Version">From 1.</param>
/// <param name="Content">product.json, with the ids of its workflows in place of their files.</param>
/// <param name="ContentHash">SHA-256 in hex; empty for what was published before there were versions.</param>
public sealed record StoredProduct(
    string Id,
    int Version,
    string Content,
    string ContentHash,
    string Author,
    string Reason,
    DateTimeOffset PublishTime);

public sealed record ProductRequest(string RequestHash, string Product, int Version);
