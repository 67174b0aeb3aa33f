using Orchestrator.Core.Workflows.Triggers;

namespace Orchestrator.Engine.Ports;

/// <summary>
/// Published workflow versions and products. Versions never change once they are there. Where the database cannot be
/// reached, every method throws <see cref="JournalUnavailableException"/>.
/// </summary>
public interface IWorkflowStore
{
    /// <summary>
    /// Adds the next version of a definition; where the latest version that is not retired has the same content, or the
    /// same caller's request id was used, gives what is there. Safe when called by several at once.
    /// </summary>
    Task<PublishResult> PublishAsync(NewWorkflowVersion version, CancellationToken cancellation);

    /// <summary>A version; with version 0 the latest that is not retired. Null where there is none.</summary>
    Task<StoredWorkflow?> FindAsync(string definition, int version, CancellationToken cancellation);

    /// <summary>
    /// In order of definition, then of version descending; only the latest of each unless all are asked for.
    /// </summary>
    /// <param name="after">The last of the page before, or null.</param>
    Task<IReadOnlyList<StoredWorkflow>> ListAsync(
        bool allVersions, (string Definition, int Version)? after, int limit, CancellationToken cancellation);

    /// <summary>Takes a version out of use. Null where there is none; a retired one stays so.</summary>
    Task<StoredWorkflow?> RetireAsync(
        string definition,
        int version,
        string caller,
        string requestId,
        string requestHash,
        CancellationToken cancellation);

    /// <summary>
    /// The content hash that a mutating call with that request id had, and the version it was about; null where there
    /// was none.
    /// </summary>
    Task<WorkflowRequest?> FindRequestAsync(string caller, string requestId, CancellationToken cancellation);

    /// <summary>
    /// What starts workflows by itself: of each definition the trigger of the latest version that is not retired; those
    /// of times, or of the event that is named.
    /// </summary>
    /// <param name="eventName">Null for those of times.</param>
    /// <param name="cancellation">Ends the reading.</param>
    Task<IReadOnlyList<StoredTrigger>> FindTriggersAsync(string? eventName, CancellationToken cancellation);
}

/// <param name="Definition">The definition id.</param>
/// <param name="Content">The JSON document, byte for byte.</param>
/// <param name="ContentHash">SHA-256 in hex.</param>
/// <param name="ExpectedLatest">Refused where the latest version, retired or not, is another one; 0: there is none;
/// null does not ask.</param>
public sealed record NewWorkflowVersion(
    string Definition,
    string DisplayName,
    string Description,
    string Content,
    string ContentHash,
    IReadOnlyList<string> Adapters,
    string Author,
    string Caller,
    string RequestId,
    string RequestHash,
    int? ExpectedLatest,
    DateTimeOffset Time)
{
    /// <summary>What starts the workflow by itself; null for nothing.</summary>
    public WorkflowTrigger? Trigger { get; init; }
}

public abstract record PublishResult
{
    /// <summary>It is there, new or as before.</summary>
    public sealed record Published(StoredWorkflow Workflow) : PublishResult;

    /// <summary>There is a newer version than the expected one.</summary>
    public sealed record NotLatest(int Latest) : PublishResult;
}

public sealed record StoredWorkflow(
    string Definition,
    int Version,
    string DisplayName,
    string Description,
    string Content,
    string ContentHash,
    IReadOnlyList<string> Adapters,
    string Author,
    DateTimeOffset PublishTime,
    bool IsRetired);

/// <param name="Definition">The definition id.</param>
/// <param name="Version">The version in force.</param>
/// <param name="Trigger">What starts it.</param>
/// <param name="Since">When the version came into force: when it was published, or when the last one after it was
/// retired.</param>
public sealed record StoredTrigger(string Definition, int Version, WorkflowTrigger Trigger, DateTimeOffset Since);

public sealed record WorkflowRequest(string RequestHash, string Definition, int Version);
