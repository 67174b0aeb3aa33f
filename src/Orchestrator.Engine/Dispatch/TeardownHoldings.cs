using System.Collections.Frozen;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine.Dispatch;

/// <summary>
/// What services hold whose teardown is incomplete: it is not given to others. Mostly nothing, or little: it is kept in
/// memory, and read again every few seconds, and at once where a service ends on this node. What changes elsewhere is
/// known here a little late; who gets such a resource in between keeps it, and the audit finds it with two owners.
/// </summary>
internal sealed class TeardownHoldings(IServiceStore services, TimeProvider time)
{
    private const int Page = 1_000;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    /// <summary>However many services end, it is not read more often.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

    private readonly Turns _turns = new(1);

    private volatile TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile FrozenDictionary<(string Adapter, string Kind, string ExternalId), string> _holders =
        FrozenDictionary<(string Adapter, string Kind, string ExternalId), string>.Empty;

    /// <summary>Why what a step got may not be used; null where it may.</summary>
    public StepError? ConflictOf(StepCall call, IReadOnlyList<ResourceFact>? got)
    {
        var holders = _holders;
        if (holders.Count == 0 || got is null)
            return null;

        foreach (var fact in got)
        {
            if (!fact.Released
                && holders.TryGetValue((call.Adapter, fact.Kind, fact.ExternalId), out var holder)
                && holder != call.Order.ServiceOfResources)
            {
                return new StepError(
                    ErrorCodes.ResourceInTeardown,
                    $"Adapter '{call.Adapter}' gave {fact.Kind} '{fact.ExternalId}', which is held for services/{holder}: "
                        + "its teardown is incomplete. Finish that one's teardown, or resolve it, then order again.");
            }
        }

        return null;
    }

    /// <summary>A service ends, or is about to: what is known may have changed.</summary>
    public void Note(ServiceEntry service)
    {
        if (service.State >= ServiceState.Terminating)
            _changed.TrySetResult();
    }

    public async Task RefreshAsync(CancellationToken cancellation)
    {
        using var turn = await _turns.TakeAsync(cancellation).ConfigureAwait(false);
        var found = new Dictionary<(string Adapter, string Kind, string ExternalId), string>();
        ResourceKey? after = null;
        while (true)
        {
            var page = await services.ListResourcesAsync(
                new ResourceQuery(Page) { OfIncompleteTeardowns = true, After = after }, cancellation)
                .ConfigureAwait(false);
            foreach (var entry in page)
                found[(entry.Adapter, entry.Kind, entry.ExternalId)] = entry.Service;
            if (page.Count < Page)
                break;

            after = ResourceKey.Of(page[^1]);
        }

        _holders = found.ToFrozenDictionary();
    }

    public async Task KeepUpAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await _changed.Task.WaitAsync(Pace, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // What is noted from here on is read the next time.
            if (_changed.Task.IsCompleted)
                _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            try
            {
                await RefreshAsync(stop).ConfigureAwait(false);
            }
            catch (Exception later) when (later is JournalUnavailableException or OperationCanceledException)
            {
                // Soon again; until then what was known is what holds.
            }

            await Task.Delay(Rest, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
