using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Engine;

public sealed class CompletionTimesTests
{
    private readonly CompletionTimes _times = new();
    private readonly ShardWorld _world;

    public CompletionTimesTests()
    {
        _world = new ShardWorld(Waits());
        _world.Start();
    }

    private DateTimeOffset Start => _world.State.StartTime!.Value;

    [Fact]
    public void The_median_of_what_others_took_is_expected_and_after_it_the_median_of_what_the_longer_ones_took()
    {
        Took(10, 30, 20, 400, 300);

        Assert.Equal(Start.AddSeconds(30), ExpectAfter(0));
        Assert.Equal(Start.AddSeconds(300), ExpectAfter(20));
        Assert.Equal(Start.AddSeconds(400), ExpectAfter(30));
        Assert.Null(ExpectAfter(400));
    }

    [Fact]
    public void Nothing_is_expected_from_too_few_or_of_another_version()
    {
        Took(10, 20);
        _times.Add(new WorkflowId("test", 2), TimeSpan.FromSeconds(10));
        Assert.Null(ExpectAfter(0));

        Took(30);
        Assert.Equal(Start.AddSeconds(20), ExpectAfter(0));
    }

    [Fact]
    public void The_last_ones_count()
    {
        Took([.. Enumerable.Repeat(1000, 60)]);
        Took([.. Enumerable.Repeat(10, CompletionTimes.SamplesMax)]);

        Assert.Equal(Start.AddSeconds(10), ExpectAfter(0));
        Assert.Null(ExpectAfter(10));
    }

    [Fact]
    public void Nothing_is_expected_where_a_person_must_decide_and_nothing_more_where_it_has_finished()
    {
        Took(10, 20, 30);

        _world.Send(new SagaCommand.Hold(ShardWorld.By("1")));
        Assert.Null(ExpectAfter(0));
        _world.Send(new SagaCommand.Cancel(ShardWorld.By("2")));
        Assert.Null(ExpectAfter(0));
    }

    [Fact]
    public void One_with_a_start_time_is_expected_from_then_on()
    {
        Took(10, 20, 30);
        var world = new ShardWorld(Waits());
        var tomorrow = world.Now.AddDays(1);
        world.Start(new ActivationOrder("t", "r", "h", "c") { RequestedStartTime = tomorrow });

        Assert.Equal(tomorrow.AddSeconds(20), _times.Expect(world.State, world.Now));
    }

    [Fact]
    public async Task An_engine_knows_what_completed_in_it_and_before_its_start()
    {
        await using var world = await new EngineWorld(Waits()).StartAsync();
        for (var seconds = 10; seconds <= 30; seconds += 10)
        {
            var id = EngineWorld.StateIn(await world.Begin()).Id;
            world.Time.Advance(TimeSpan.FromSeconds(seconds));
            await world.Engine.SendAsync(
                id, new SagaCommand.Signal(ShardWorld.By($"visit-{id}"), "visit-done", default), default);
            await world.EndOf(id);
        }

        var open = EngineWorld.StateIn(await world.Begin());
        Assert.Equal(open.StartTime!.Value.AddSeconds(20), world.Engine.CompletionTimes.Expect(open, open.UpdateTime));
        await world.RestartAsync();

        await EngineWorld.Until(() =>
            world.Engine.CompletionTimes.Expect(open, open.UpdateTime) == open.StartTime.Value.AddSeconds(20));
    }

    private static WorkflowPlan Waits()
    {
        var plans = new Plans();
        return plans.Build(plans.Sequence("root", plans.Event("visit", "visit-done")));
    }

    private void Took(params int[] seconds)
    {
        foreach (var one in seconds)
            _times.Add(_world.State.Plan.Id, TimeSpan.FromSeconds(one));
    }

    private DateTimeOffset? ExpectAfter(int seconds) => _times.Expect(_world.State, Start.AddSeconds(seconds));
}
