using Orchestrator.Engine.Ports;

namespace Orchestrator.TestKit;

/// <summary>Decisions about adapter instances that outlive an engine, and may be made by a test.</summary>
public sealed class InMemoryAdapterDecisions : IAdapterDecisions
{
    private readonly Lock _gate = new();
    private readonly List<NewAdapterDecision> _kept = [];

    /// <summary>While it is set, the database is away.</summary>
    public bool IsAway { get; set; }

    public Task<AdapterDecisionOutcome> KeepAsync(NewAdapterDecision decision, CancellationToken cancellation)
    {
        lock (_gate)
        {
            ThrowIfAway();
            if (_kept.Find(one => (one.What.Actor, one.RequestId) == (decision.What.Actor, decision.RequestId)) is { } before)
            {
                return Task.FromResult(before.RequestHash == decision.RequestHash
                    ? AdapterDecisionOutcome.Repeated
                    : AdapterDecisionOutcome.RequestIdReused);
            }

            _kept.Add(decision);
            return Task.FromResult(AdapterDecisionOutcome.Decided);
        }
    }

    public Task<IReadOnlyList<AdapterDecision>> ReadAsync(string adapter, int max, CancellationToken cancellation)
    {
        lock (_gate)
        {
            ThrowIfAway();
            return Task.FromResult<IReadOnlyList<AdapterDecision>>(
                [.. _kept.Select(static one => one.What).Where(one => one.Adapter == adapter).Reverse().Take(max)]);
        }
    }

    public Task<IReadOnlyList<AdapterDecision>> ReadHoldsAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            ThrowIfAway();
            return Task.FromResult<IReadOnlyList<AdapterDecision>>(
            [
                .. _kept.Select(static one => one.What)
                    .GroupBy(static one => one.Adapter, StringComparer.Ordinal)
                    .Select(static one => one.Last())
                    .Where(static last => last.Holds)
                    .OrderBy(static last => last.Adapter, StringComparer.Ordinal),
            ]);
        }
    }

    private void ThrowIfAway()
    {
        if (IsAway)
            throw new JournalUnavailableException("The database is away.");
    }
}
