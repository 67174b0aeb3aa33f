using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>A decision about an incomplete teardown as its row has it; what it took out of the ledger is JSON.</summary>
internal static class TeardownRow
{
    public const string Columns = "select id, service, customer, time, actor, reason, ticket, resolution, resources, state, "
        + "resources_left from teardown_decisions";

    public static SqlQuery Insert(TeardownDecision decision) => new SqlQuery(
        "insert into teardown_decisions (id, service, customer, time, actor, reason, ticket, resolution, resources, state, "
        + "resources_left) values (@id, @service, @customer, @time, @actor, @reason, @ticket, @resolution, @resources, "
        + "@state, @left)")
        .With("id", decision.Id)
        .With("service", StoredText.Of(decision.Service))
        .With("customer", StoredText.Of(decision.Customer))
        .With("time", StoredTime.Of(decision.Time))
        .With("actor", StoredText.Of(decision.Actor))
        .With("reason", StoredText.Of(decision.Reason))
        .With("ticket", StoredText.Of(decision.Ticket))
        .With("resolution", (int)decision.Resolution)
        .With("resources", Write(decision.Resources))
        .With("state", (int)decision.State)
        .With("left", decision.Left);

    public static TeardownDecision Read(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        StoredTime.Read(row.GetInt64(3)),
        row.GetString(4),
        row.GetString(5),
        row.GetString(6),
        (TeardownResolution)row.GetInt32(7),
        ReadEntries(row.GetString(8), row.GetString(1)),
        (ServiceState)row.GetInt32(9),
        row.GetInt32(10));

    private static string Write(IReadOnlyList<LedgerEntry> entries) => JsonSerializer.Serialize(
        entries.Select(static entry => new Entry(
            entry.Adapter,
            entry.Kind,
            entry.ExternalId,
            entry.Activation,
            entry.Step,
            entry.Key,
            StoredTime.Of(entry.Since),
            new Dictionary<string, string>(entry.Attributes))).ToArray());

    private static LedgerEntry[] ReadEntries(string json, string service) =>
        [.. JsonSerializer.Deserialize<Entry[]>(json)!.Select(one =>
            new LedgerEntry(service, one.Adapter, one.Kind, one.ExternalId)
            {
                Activation = one.Activation,
                Step = one.Step,
                Key = one.Key,
                Since = StoredTime.Read(one.Since),
                Attributes = one.Attributes.ToImmutableSortedDictionary(StringComparer.Ordinal),
            })];

    private sealed record Entry(
        string Adapter,
        string Kind,
        string ExternalId,
        long Activation,
        string Step,
        string Key,
        long Since,
        Dictionary<string, string> Attributes);
}
