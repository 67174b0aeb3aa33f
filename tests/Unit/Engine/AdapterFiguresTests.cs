using Orchestrator.Adapters;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine;
using Orchestrator.Engine.Dispatch;
using Orchestrator.Engine.Ports;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Engine;

/// <summary>What is told of an adapter instance: its circuit, and what became of its calls.</summary>
public sealed class AdapterFiguresTests
{
    private static readonly AdapterLimits Fragile = AdapterLimits.Default with
    {
        CircuitCallsMin = 2,
        CircuitFailureRatio = 0.5,
        CircuitBreak = TimeSpan.FromSeconds(10),
    };

    [Fact]
    public async Task A_circuit_is_shown_from_when_it_opens_until_a_call_succeeds_and_steps_say_that_they_wait_for_it()
    {
        await using var world = await new EngineWorld(One(), Fragile).StartAsync();
        var opened = world.Time.GetUtcNow();
        var down = new Answer.Retryable("DOWN", "It is down.", TimeSpan.FromMinutes(2));
        world.Adapter.Answers("a", down, down, down);
        Task[] failing = [world.Run(), world.Run()];
        await EngineWorld.Until(() => world.Adapters.Figures[0] is { Circuit: not null, InFlight: 0 });

        var open = world.Adapters.Figures[0];
        var waiting = world.Begin();
        await EngineWorld.Until(() => world.Engine.Statistics.CallsWaiting == 1);
        var delay = Assert.Single(await world.Engine.FindDelaysAsync(world.Ids[2], asks: false, default));
        await world.Pass(() => world.Adapter.Calls.Count == 3);
        await EngineWorld.Until(() => world.Adapters.Figures[0].InFlight == 0);
        var again = world.Adapters.Figures[0];
        await world.Pass(() => world.Adapters.Figures[0].Circuit is null);
        await world.Pass(() => failing.All(static one => one.IsCompletedSuccessfully));
        await waiting;

        Assert.Equal(new OpenCircuit(opened, opened.AddSeconds(10)), open.Circuit);
        Assert.Equal(
            new StepDelay(
                "a",
                StepDelayKind.CircuitOpen,
                opened,
                opened.AddSeconds(10),
                "Calls to the adapter 'net' fail with DOWN. It is left alone, and tried again from time to time."),
            delay);
        Assert.Equal(opened, again.Circuit!.Since);
        Assert.True(again.Circuit.Until >= opened.AddSeconds(20));
        Assert.Null(world.Adapters.Figures[0].Circuit);
    }

    [Fact]
    public async Task A_step_that_a_limit_keeps_back_says_so()
    {
        await using var world = await new EngineWorld(One(), AdapterLimits.Default with { ConcurrentMax = 1 }).StartAsync();
        var held = world.Adapter.Holds("a");
        var first = world.Run();
        await EngineWorld.Until(() => !world.Adapter.Calls.IsEmpty);
        var second = world.Run();
        await EngineWorld.Until(() => world.Engine.Statistics.CallsWaiting == 1);

        var delay = Assert.Single(await world.Engine.FindDelaysAsync(world.Ids[1], asks: false, default));
        Assert.Empty(await world.Engine.FindDelaysAsync(world.Ids[0], asks: false, default));
        held.SetResult(new Answer.Succeeded());
        await Task.WhenAll(first, second);

        Assert.Equal(
            (StepDelayKind.Limit, "1 calls to the adapter 'net' are under way, as many as may be."),
            (delay.Kind, delay.Message));
    }

    [Fact]
    public async Task No_call_takes_longer_than_the_instance_allows()
    {
        await using var world = await new EngineWorld(
            One(), AdapterLimits.Default with { TimeoutMax = TimeSpan.FromSeconds(2) }).StartAsync();
        world.Adapter.Holds("a");
        var run = world.Run();
        await EngineWorld.Until(() => !world.Adapter.Calls.IsEmpty);
        world.Time.Advance(TimeSpan.FromSeconds(2));
        await world.Pass(run);

        Assert.Equal(TimeSpan.FromSeconds(2), world.Adapter.Calls.First().Timeout);
        var failure = world.Adapters.Figures[0].Calls.LastFailure!;
        Assert.Equal(
            ("a", "unknown", "TIMEOUT", "It did not answer within 2 s."),
            (failure.Operation, failure.Answer, failure.Code, failure.Message));
    }

    [Fact]
    public void Calls_are_counted_by_how_they_ended_over_five_minutes_and_their_rate_over_one()
    {
        var time = new ManualTime();
        var calls = new CallStatistics(time);
        for (var count = 0; count < 120; count++)
            calls.Note(new CallEnd("a", "succeeded", "", ""), TimeSpan.FromMilliseconds(10));
        calls.Note(new CallEnd("a", "permanent", "NO_PORT", "None is free."), TimeSpan.FromSeconds(3));
        var first = calls.Read();
        time.Advance(TimeSpan.FromMinutes(2));
        calls.Note(new CallEnd("b", "read_unknown", "", "Not now."), TimeSpan.FromHours(1));
        var later = calls.Read();
        time.Advance(TimeSpan.FromMinutes(6));
        var last = calls.Read();

        Assert.Equal(121 / 60.0, first.PerSecond, 3);
        Assert.Equal([new CallErrors("permanent", "NO_PORT", 1)], first.Errors);
        Assert.InRange(LatencyScale.Quantile(first.Durations, 0.5)!.Value.TotalMilliseconds, 9, 11);
        Assert.InRange(LatencyScale.Quantile(first.Durations, 1)!.Value.TotalSeconds, 2.7, 3.3);
        Assert.Equal(1 / 60.0, later.PerSecond, 3);
        Assert.Equal([new CallErrors("permanent", "NO_PORT", 1), new CallErrors("read_unknown", "", 1)], later.Errors);
        Assert.Equal(LatencyScale.Places, later.Durations.Count);
        Assert.Equal((0.0, 0, 0), (last.PerSecond, last.Errors.Count, last.Durations.Count));
        Assert.Null(LatencyScale.Quantile(last.Durations, 0.5));
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), last.LastSuccess);
        Assert.Equal(
            new CallFailure(new DateTimeOffset(2026, 1, 1, 0, 2, 0, TimeSpan.Zero), "b", "read_unknown", "", "Not now."),
            last.LastFailure);
    }

    [Fact]
    public void However_many_codes_there_are_sixteen_are_told_and_the_memory_does_not_grow()
    {
        var calls = new CallStatistics(new ManualTime());
        for (var code = 0; code < 1000; code++)
            calls.Note(new CallEnd("a", "retryable", $"CODE_{code}", new string('x', 1000)), TimeSpan.Zero);

        var read = calls.Read();

        Assert.Equal(CallStatistics.ErrorsMax, read.Errors.Count);
        Assert.Equal(new CallErrors("retryable", "OTHER", 984), read.Errors[0]);
        Assert.Equal(300, read.LastFailure!.Message.Length);
    }

    private static WorkflowPlan One()
    {
        var plans = new Plans();
        return plans.Build(plans.Sequence("all", plans.Step("a")));
    }
}
