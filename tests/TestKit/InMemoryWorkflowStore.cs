using Orchestrator.Core.Workflows.Triggers;
using Orchestrator.Engine.Ports;

namespace Orchestrator.TestKit;

/// <summary>Published versions in memory.</summary>
/// <param name="time">When versions are retired; null for the machine's own clock.</param>
public sealed class InMemoryWorkflowStore(TimeProvider? time = null) : IWorkflowStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<(string Definition, int Order), StoredWorkflow> _versions =
        new(Comparer<(string Definition, int Order)>.Create(
        (one, other) => string.CompareOrdinal(one.Definition, other.Definition) is not 0 and var order ? order : one.Order.CompareTo(other.Order)));
    private readonly Dictionary<(string Definition, int Version), WorkflowTrigger> _triggers = [];
    private readonly Dictionary<(string Definition, int Version), DateTimeOffset> _retired = [];
    private readonly Dictionary<(string Caller, string RequestId), WorkflowRequest> _requests = [];

    public Task<PublishResult> PublishAsync(NewWorkflowVersion version, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var latest = All(version.Definition).FirstOrDefault();
            if (_requests.TryGetValue((version.Caller, version.RequestId), out var request))
                return Published(Get(request.Definition, request.Version)!);
            if (version.ExpectedLatest is { } expected && expected != (latest?.Version ?? 0))
                return Task.FromResult<PublishResult>(new PublishResult.NotLatest(latest?.Version ?? 0));

            var published = All(version.Definition).FirstOrDefault(stored => !stored.IsRetired);
            var stored = published?.ContentHash == version.ContentHash
                ? published
                : new StoredWorkflow(
                    version.Definition, (latest?.Version ?? 0)
                        + 1, version.DisplayName, version.Description, version.Content,
                    version.ContentHash, version.Adapters, version.Author, version.Time, IsRetired: false);
            Keep(stored);
            if (version.Trigger is { } trigger && stored != published)
                _triggers[(stored.Definition, stored.Version)] = trigger;
            _requests[(version.Caller, version.RequestId)] = new(
                version.RequestHash, stored.Definition, stored.Version);
            return Published(stored);
        }
    }

    public Task<StoredWorkflow?> FindAsync(string definition, int version, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult(version == 0
                ? All(definition).FirstOrDefault(stored => !stored.IsRetired)
                : Get(definition, version));
        }
    }

    public Task<IReadOnlyList<StoredWorkflow>> ListAsync(
        bool allVersions, (string Definition, int Version)? after, int limit, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<StoredWorkflow>>(
            [
                .. _versions.Values
                    .Where(stored => allVersions || stored == All(stored.Definition).First())
                    .Where(stored => after is not { } last
                        || string.CompareOrdinal(stored.Definition, last.Definition) > 0
                        || (stored.Definition == last.Definition && stored.Version < last.Version))
                    .Take(limit),
            ]);
        }
    }

    public Task<StoredWorkflow?> RetireAsync(
        string definition,
        int version,
        string caller,
        string requestId,
        string requestHash,
        CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (version < 1 || Get(definition, version) is not { } stored)
                return Task.FromResult<StoredWorkflow?>(null);

            stored = stored with { IsRetired = true };
            _retired.TryAdd((definition, version), (time ?? TimeProvider.System).GetUtcNow());
            Keep(stored);
            _requests.TryAdd((caller, requestId), new(requestHash, definition, version));
            return Task.FromResult<StoredWorkflow?>(stored);
        }
    }

    public Task<WorkflowRequest?> FindRequestAsync(string caller, string requestId, CancellationToken cancellation)
    {
        lock (_gate)
            return Task.FromResult(_requests.GetValueOrDefault((caller, requestId)));
    }

    public Task<IReadOnlyList<StoredTrigger>> FindTriggersAsync(string? eventName, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<StoredTrigger>>(
            [
                .. _triggers
                    .Where(one => eventName is null
                        ? one.Value.Kind != TriggerKind.Event
                        : one.Value.Kind == TriggerKind.Event && one.Value.Value == eventName)
                    .Where(one => All(one.Key.Definition).First(
                        stored => !stored.IsRetired || stored.Version == 1).Version == one.Key.Version)
                    .Where(one => !Get(one.Key.Definition, one.Key.Version)!.IsRetired)
                    .OrderBy(one => one.Key.Definition, StringComparer.Ordinal)
                    .Select(one => new StoredTrigger(one.Key.Definition, one.Key.Version, one.Value, Since(one.Key))),
            ]);
        }
    }

    private DateTimeOffset Since((string Definition, int Version) version) => _retired
        .Where(one => one.Key.Definition == version.Definition && one.Key.Version > version.Version)
        .Select(one => one.Value)
        .Append(Get(version.Definition, version.Version)!.PublishTime)
        .Max();

    private StoredWorkflow? Get(string definition, int version) => _versions.GetValueOrDefault((definition, -version));

    private void Keep(StoredWorkflow stored) => _versions[(stored.Definition, -stored.Version)] = stored;

    /// <summary>The versions of a definition, the latest first.</summary>
    private IEnumerable<StoredWorkflow> All(string definition) =>
        _versions.Values.Where(stored => stored.Definition == definition);

    private static Task<PublishResult> Published(StoredWorkflow stored) =>
        Task.FromResult<PublishResult>(new PublishResult.Published(stored));
}
