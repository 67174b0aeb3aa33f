using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Grpc.Net.Client;
using Orchestrator.Bench.Reference;
using Orchestrator.V1;

namespace Orchestrator.Bench.OverGrpc;

/// <summary>What people and order systems ask for, of activations that have ended: each asked again and again.</summary>
internal sealed class StoredReads(GrpcChannel channel, int stored)
{
    private const int Repeats = 300;
    private const int PageSize = 50;

    private readonly ActivationService.ActivationServiceClient _activations = new(channel);
    private readonly InventoryService.InventoryServiceClient _inventory = new(channel);
    private readonly Random _random = new(20261123);

    /// <summary>Milliseconds, by what was asked for: the median and the least.</summary>
    public async Task<IReadOnlyList<(string What, double Median, double Least)>> MeasureAsync()
    {
        var figures = new List<(string, double, double)>();
        foreach (var (what, ask) in Questions())
        {
            var times = new List<double>();
            for (var repeat = -(Repeats / 5); repeat < Repeats; repeat++)
            {
                var begun = Stopwatch.GetTimestamp();
                await ask();
                if (repeat >= 0)
                    times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }

            times.Sort();
            figures.Add((what, times[Repeats / 2], times[0]));
        }

        return figures;
    }

    private IEnumerable<(string What, Func<Task> Ask)> Questions() =>
    [
        ("newest page of 50", () => ListAsync(new ActivationFilter())),
        ("page from the middle", () => ListAsync(new ActivationFilter
        {
            CreatedBefore = Timestamp.FromDateTimeOffset(
                StoredActivations.Begin.AddSeconds((stored / 4) + (Any() / 2))),
        })),
        ("a customer's", () => ListAsync(new ActivationFilter { Customer = StoredActivations.CustomerOf(Any()) })),
        ("by order reference", () => ListAsync(new ActivationFilter { OrderReference = $"order-{Any()}" })),
        ("what needs a person", () => ListAsync(new ActivationFilter { States = { Activation.Types.State.Fallout } })),
        ("get by id", () => GetAsync(ActivationView.Basic)),
        ("get by id, with all steps", () => GetAsync(ActivationView.Full)),
        ("a customer's timeline", () => TimelineAsync(Any())),
        ("... the same one again", () => TimelineAsync(stored / 2)),
    ];

    private Task<ListActivationsResponse> ListAsync(ActivationFilter filter) => _activations.ListActivationsAsync(
        new ListActivationsRequest { PageSize = PageSize, Filter = filter }).ResponseAsync;

    private Task<Activation> GetAsync(ActivationView view) => _activations.GetActivationAsync(
        new GetActivationRequest { Name = StoredActivations.NameOf(Any()), View = view }).ResponseAsync;

    private Task<GetTimelineResponse> TimelineAsync(int number) => _inventory.GetTimelineAsync(
        new GetTimelineRequest { Customer = StoredActivations.CustomerOf(number), PageSize = PageSize }).ResponseAsync;

    private int Any() => _random.Next(stored);
}
