using System.Collections.Immutable;
using System.Globalization;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>Transitions and writes as the shards make them.</summary>
internal static class Facts
{
    public static readonly DateTimeOffset Noon = new(2031, 5, 1, 12, 0, 0, TimeSpan.Zero);

    public static long Id(int number, int shard = 0) => ActivationId.First(Noon, shard) + ((long)number << 21);

    public static ActivationOrder Order(string requestId, string caller = "order-system") =>
        new(caller, requestId, $"hash of {requestId}", "customer-1");

    /// <summary>The first transition of a running activation: two events.</summary>
    public static Transition Start(long id, ActivationOrder? order = null)
    {
        order ??= Order("request-" + id.ToString(CultureInfo.InvariantCulture));
        var accepted = new ActivationAccepted(order, "broadband", 3);
        return new Transition(id, 2, ActivationId.Time(id), [accepted, new ActivationStarted()])
        {
            Entry = new ActivationEntry(
                ActivationState.Running,
                order.Service.Length == 0 ? null : order.Service,
                Wake.Now)
            { Accepted = accepted },
        };
    }

    public static Transition Start(long id, string service) =>
        Start(id, Order("request-" + id.ToString(CultureInfo.InvariantCulture)) with { Service = service });

    /// <summary>A start that waits for its service.</summary>
    public static Transition Queued(long id, string service)
    {
        var start = Start(id, service);
        return start with
        {
            Entry = start.Entry! with { State = ActivationState.Scheduled, OpenService = null, Wake = Wake.Now },
        };
    }

    public static Transition Step(long id, long sequence) =>
        new(
            id,
            sequence,
            Noon.AddTicks(sequence * 10),
            [new StepSucceeded("reserve-port", Value.Object(("port", sequence)))]);

    public static Transition Entry(
        long id, long sequence, ActivationState state, string? openService = null, Wake? wake = null) =>
        Step(id, sequence) with { Entry = new ActivationEntry(state, openService, wake ?? Wake.Never) };

    public static Transition Completed(long id, long sequence) =>
        new(id, sequence, Noon.AddSeconds(sequence), [new ActivationCompleted()])
        {
            Entry = new ActivationEntry(ActivationState.Completed, null, Wake.Never),
        };

    public static ShardOutput.Write Write(long number, params Transition[] transitions) => new(number, transitions);

    public static ImmutableSortedDictionary<string, string> Labels(params (string Name, string Value)[] labels) =>
        labels.ToImmutableSortedDictionary(label => label.Name, label => label.Value);
}
