using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Inventory;
using Orchestrator.Server.Grpc.Inventory.Timeline;
using Orchestrator.Server.Grpc.Rendering;
using Orchestrator.TestKit;
using Orchestrator.Tests.Unit.Server;

namespace Orchestrator.Tests.Unit.Inventory;

/// <summary>A customer with activations and records, in memory, and their timeline.</summary>
internal sealed class TimelineWorld
{
    public static readonly DateTimeOffset Noon = new(2031, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly MemoryDatabase _database = new();
    private readonly InMemoryCustomerRecords _records;
    private int _numbers;
    private bool _isOwner;

    public TimelineWorld()
    {
        _records = new InMemoryCustomerRecords(_database);
        Counted = CountingJournal.Of(new InMemoryJournal(_database));
        Teardowns = new InMemoryTeardownDecisions(_database);
        var rendering = new ServiceRendering(new Mask(Masking.Secrets));
        Timeline = new GetTimeline(
            new TimelineJournal(
                Counted, new InMemoryTimelineStore(_database), new TimelineEvents(new Mask(Masking.Secrets))),
            new TimelineRecords(_records, Teardowns, new InMemoryFollowUps(), new RecordSentences(rendering)));
    }

    public GetTimeline Timeline { get; }

    public InMemoryTeardownDecisions Teardowns { get; }

    /// <summary>How many histories were read.</summary>
    public IJournal Counted { get; }

    public static ActivationOrder Order(ActivationAction action, string service, string requester = "") =>
        new("crm", $"{Guid.NewGuid()}", "hash", "C-1")
        {
            Action = action,
            Service = service,
            Product = "broadband",
            Requester = requester,
        };

    /// <summary>An activation with an event at each of the minutes after noon; the first is its acceptance.</summary>
    public async Task<long> RunAsync(
        ActivationOrder order, ServiceEntry? service, params (double Minute, SagaEvent Happened)[] events)
    {
        var id = ActivationId.First(Noon.AddMinutes(events[0].Minute), shard: 0) + ++_numbers;
        var transitions = new List<Transition>();
        foreach (var (minute, happened) in events.Prepend((events[0].Minute, new ActivationAccepted(order, "make-line", 3))))
        {
            var accepted = happened as ActivationAccepted;
            transitions.Add(new Transition(id, transitions.Count + 1, Noon.AddMinutes(minute), [happened])
            {
                Entry = accepted is null
                    ? null
                    : new ActivationEntry(ActivationState.Completed, null, Wake.Never) { Accepted = accepted },
            });
        }

        if (service is not null)
            transitions[^1] = transitions[^1] with { Service = service with { Activation = id } };
        if (!_isOwner)
            await Counted.AcquireAsync(default);
        _isOwner = true;
        await Counted.WriteAsync([new ShardOutput.Write(_numbers, transitions)], default);
        return id;
    }

    public async Task HoldAsync(LedgerEntry entry, long activation) => await Counted.WriteAsync(
    [
        new ShardOutput.Write(
            ++_numbers,
            [
                new Transition(activation, 1 + (await Counted.ReadAsync([activation], 0, default))[0].Transitions[^1].Sequence, Noon, [new LineWritten("log", "")])
                { Ledger = [new LedgerChange.Held(entry)] },
            ]),
    ], default);

    public Task ContactAsync(double minute, string summary, string service = "") => _records.KeepAsync(
        new NewRecord<CustomerContact>(
            new CustomerContact($"k{++_numbers:0000}", "C-1", Noon.AddMinutes(minute), Noon.AddDays(9), "crm")
            {
                Kind = ContactKind.TechnicalSupport,
                Channel = Channel.Phone,
                Summary = summary,
                Agent = "ann",
                Service = service,
            },
            $"{_numbers}",
            "hash"),
        default);

    public Task PaymentAsync(double minute, PaymentKind kind, string reference = "", string description = "") =>
        _records.KeepAsync(
            new NewRecord<CustomerPayment>(
                new CustomerPayment($"p{++_numbers:0000}", "C-1", Noon.AddMinutes(minute), Noon.AddDays(9), "billing")
                {
                    Kind = kind,
                    Amount = 29.90m,
                    Currency = "EUR",
                    Reference = reference,
                    Description = description,
                },
                $"{_numbers}",
                "hash"),
            default);

    /// <summary>All pages, one after the other.</summary>
    public async Task<List<V1.TimelineEntry>> ReadAsync(V1.GetTimelineRequest request)
    {
        var all = new List<V1.TimelineEntry>();
        do
        {
            var page = await Timeline.HandleAsync(request, default);
            all.AddRange(page.Entries);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return all;
    }

    /// <summary>Minutes after noon, kind and sentence of each entry.</summary>
    public async Task<string[]> LinesAsync(Action<V1.GetTimelineRequest>? change = null)
    {
        var request = new V1.GetTimelineRequest { Customer = "C-1", OldestFirst = true };
        change?.Invoke(request);
        return
        [
            .. (await ReadAsync(request)).Select(entry =>
                $"{(entry.Time.ToDateTimeOffset() - Noon).TotalMinutes} {entry.Kind}: {entry.Summary}"),
        ];
    }
}
