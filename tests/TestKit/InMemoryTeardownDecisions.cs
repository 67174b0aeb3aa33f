using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;

namespace Orchestrator.TestKit;

/// <summary>Decisions about incomplete teardowns, in a memory database.</summary>
public sealed class InMemoryTeardownDecisions(MemoryDatabase database) : ITeardownDecisions
{
    public Task<TeardownOutcome> ResolveAsync(NewTeardownDecision decision, CancellationToken cancellation)
    {
        lock (database)
            return Task.FromResult(Resolve(decision));
    }

    public Task<IReadOnlyList<TeardownDecision>> ListAsync(RecordQuery query, CancellationToken cancellation) =>
        Task.FromResult(database.Records.Page<TeardownDecision>(
            query, static one => (one.Customer, one.Service, one.Time, one.Id)));

    private TeardownOutcome Resolve(NewTeardownDecision decision)
    {
        var who = decision.Who;
        if (database.Records.Find(who.Actor, who.RequestId) is { } kept)
            return kept.Hash == who.RequestHash
                ? new TeardownOutcome.Decided((TeardownDecision)kept.What)
                : new TeardownOutcome.RequestIdReused();
        if (database.Activations.FirstOrDefault(one => one.Value.Entry.OpenService == decision.Service) is { Key: not 0 } open)
            return new TeardownOutcome.Busy(open.Key);
        if (!database.Services.TryGetValue(decision.Service, out var service))
            return new TeardownOutcome.NoService();
        if (service.State != ServiceState.TeardownIncomplete && !decision.IsOfDoubts)
            return new TeardownOutcome.WrongState(service.State);

        var held = database.Ledger.Entries.Where(entry => entry.Service == service.Id).ToDictionary(ResourceKey.Of);
        if (decision.Resources.FirstOrDefault(one => !held.ContainsKey(one)) is { } missing)
            return new TeardownOutcome.NotHeld(missing);

        foreach (var one in decision.Resources)
            database.Ledger.Apply(new LedgerChange.Released(service.Id, one.Adapter, one.Kind, one.ExternalId));
        var left = database.Ledger.Of(service.Id);
        var after = service.State != ServiceState.TeardownIncomplete ? service
            : left.Count > 0
            ? TeardownReason.Incomplete(service, left)
            : service with { State = ServiceState.Terminated, EndTime = decision.Time, Reason = "" };
        database.Services[service.Id] = after;
        return new TeardownOutcome.Decided(database.Records.Keep(who.Actor, who.RequestId, who.RequestHash, () =>
            new TeardownDecision(
                decision.Id,
                service.Id,
                service.Customer,
                decision.Time,
                who.Actor,
                who.Reason,
                who.Ticket,
                decision.Resolution,
                [.. decision.Resources.Select(one => held[one])],
                after.State,
                left.Count))!);
    }
}
