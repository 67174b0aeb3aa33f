using System.Collections.Immutable;
using Orchestrator.Core.Sagas;
using static Orchestrator.Tests.Conformance.Journal.Facts;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>Changes of what services hold, as the shards make them.</summary>
internal static class Holdings
{
    public static LedgerEntry Port(string service, string port, int activation = 1, string step = "reserve-port") =>
        new(service, "network", "port", port)
        {
            Activation = Id(activation),
            Step = step,
            Key = $"{activation}/{step}/do",
            Since = Noon.AddTicks(10),
            Attributes = ImmutableSortedDictionary<string, string>.Empty.Add("speed", "100"),
        };

    /// <summary>A call of which nobody knows what it made.</summary>
    public static LedgerEntry Call(string service, int activation = 1, string step = "reserve-port") =>
        Port(service, $"{activation}/{step}/do", activation, step) with { Kind = LedgerEntry.UnknownCall };

    public static LedgerChange Held(LedgerEntry entry) => new LedgerChange.Held(entry);

    public static LedgerChange Released(LedgerEntry entry) =>
        new LedgerChange.Released(entry.Service, entry.Adapter, entry.Kind, entry.ExternalId);

    public static LedgerChange Undone(LedgerEntry entry) => new LedgerChange.Undone(
        entry.Service, entry.Adapter, entry.Kind, entry.ExternalId, entry.Activation, entry.Step);

    public static ServiceEntry Service(string id, ServiceState state = ServiceState.Active, int activation = 1) =>
        new(id, "customer-1", "broadband", state, Id(activation));

    public static ServiceEntry Ended(string id, int activation = 1) =>
        Service(id, ServiceState.Terminated, activation) with { EndTime = Noon };

    /// <summary>What is left, in words.</summary>
    public static ServiceEntry Incomplete(string id, string reason, int activation = 1) =>
        Service(id, ServiceState.TeardownIncomplete, activation) with { Reason = reason };
}
