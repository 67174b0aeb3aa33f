using Orchestrator.Adapters;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Engine;

/// <summary>What a limit, a rate or an open circuit keeps back waits, and does not fail.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task Past_the_limit_calls_wait_and_the_highest_priority_goes_first()
    {
        await using var world = await new EngineWorld(
            One(), AdapterLimits.Default with { ConcurrentMax = 1 }).StartAsync();
        var held = world.Adapter.Holds("a");
        var first = world.Run(world.Order("first"));
        await EngineWorld.Until(() => !world.Adapter.Calls.IsEmpty);

        Task[] waiting =
        [
            .. new (string Name, int Priority)[] { ("low", -1), ("normal", 0), ("normal-later", 0), ("high", 5) }
                .Select(one => world.Run(world.Order(one.Name) with { Priority = one.Priority })),
        ];
        await EngineWorld.Until(() => world.Engine.Statistics.CallsWaiting == 4);
        world.Time.Advance(TimeSpan.FromSeconds(3));
        var statistics = world.Engine.Statistics;
        held.SetResult(new Answer.Succeeded());
        await Task.WhenAll([first, .. waiting]);

        Assert.Equal(
            (1, 4, TimeSpan.FromSeconds(3)),
            (statistics.CallsInFlight, statistics.CallsWaiting, statistics.OldestReadyStep));
        Assert.Equal(
            ["first", "high", "normal", "normal-later", "low"],
            world.Adapter.Calls.Select(call => RequestOf(world, call)));
    }

    [Theory]
    [InlineData(9, "high")]
    [InlineData(11, "normal")]
    public async Task A_level_of_priority_is_worth_ten_seconds_of_waiting_and_no_more(int seconds, string next)
    {
        await using var world = await new EngineWorld(
            One(), AdapterLimits.Default with { ConcurrentMax = 1 }).StartAsync();
        var held = world.Adapter.Holds("a");
        var first = world.Run(world.Order("first"));
        await EngineWorld.Until(() => !world.Adapter.Calls.IsEmpty);

        var normal = world.Run(world.Order("normal"));
        await EngineWorld.Until(() => world.Engine.Statistics.CallsWaiting == 1);
        world.Time.Advance(TimeSpan.FromSeconds(seconds));
        var high = world.Run(world.Order("high") with { Priority = 1 });
        await EngineWorld.Until(() => world.Engine.Statistics.CallsWaiting == 2);
        held.SetResult(new Answer.Succeeded());
        await Task.WhenAll(first, normal, high);

        Assert.Equal(next, RequestOf(world, world.Adapter.Calls.ElementAt(1)));
    }

    [Fact]
    public async Task No_more_calls_begin_in_a_second_than_the_rate_allows()
    {
        await using var world = await new EngineWorld(
            One(), AdapterLimits.Default with { PerSecondMax = 2 }).StartAsync();
        var begun = new List<TimeSpan>();
        var start = world.Time.GetUtcNow();
        for (var count = 0; count < 7; count++)
        {
            world.Adapter.Answers("a", (call, _) =>
            {
                lock (begun)
                    begun.Add(world.Time.GetUtcNow() - start);
                return Task.FromResult<Answer>(world.Adapter.Apply(call, new()));
            });
        }

        Task[] all = [.. Enumerable.Range(0, 7).Select(_ => world.Run())];
        await world.Pass(() => all.All(one => one.IsCompletedSuccessfully));

        for (var index = 2; index < begun.Count; index++)
            Assert.True(
                begun[index] >= TimeSpan.FromSeconds((index - 1) / 2.0), $"Call {index} began after {begun[index]}.");
        Assert.Equal(7, begun.Count);
    }

    [Fact]
    public async Task While_the_circuit_is_open_steps_wait_and_none_of_their_attempts_is_used()
    {
        var limits = AdapterLimits.Default with
        {
            CircuitCallsMin = 5,
            CircuitFailureRatio = 0.5,
            CircuitBreak = TimeSpan.FromSeconds(10),
        };
        await using var world = await new EngineWorld(One(), limits).StartAsync();
        Task Run(string name) => world.Run(world.Order(name));
        for (var count = 0; count < 5; count++)
            world.Adapter.Answers("a", new Answer.Retryable("DOWN", "It is down.", TimeSpan.FromMinutes(2)));

        Task[] failing = [.. Enumerable.Range(0, 5).Select(number => Run("failing" + number))];
        await EngineWorld.Until(
            () => world.Engine.Statistics is { CallsInFlight: 0 } && world.Adapter.Calls.Count == 5);
        var waiting = world.Run(world.Order("waiting"));
        await EngineWorld.Until(() => world.Engine.Statistics.CallsWaiting == 1);
        world.Time.Advance(TimeSpan.FromSeconds(5));
        var callsMeanwhile = world.Adapter.Calls.Count;
        world.Time.Advance(TimeSpan.FromSeconds(5));
        var state = EngineWorld.StateIn(await waiting);

        Assert.Equal(5, callsMeanwhile);
        Assert.Equal(1, state.FindStep("a")!.Attempts);
        await world.Pass(() => failing.All(one => one.IsCompletedSuccessfully));
    }

    private static string RequestOf(EngineWorld world, AdapterCall call)
    {
        Assert.True(ActivationId.TryParse(call.IdempotencyKey[..13], out var id));
        lock (world.Database)
            return world.Database.Activations[id].Order.RequestId;
    }

    private static WorkflowPlan One()
    {
        var plans = new Plans();
        return plans.Build(plans.Sequence("all", plans.Step("a")));
    }
}
