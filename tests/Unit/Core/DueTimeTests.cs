using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Workflows;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Core;

/// <summary>Looking ahead to due times: decided by the core alone, from what others took.</summary>
public sealed class DueTimeTests
{
    private ShardWorld _world = null!;

    private IEnumerable<SagaEvent> Said =>
        _world.EventsOf(_world.Id).Where(one => one is DueTimeInJeopardy or DueTimeSafe);

    [Fact]
    public void What_is_expected_to_come_too_late_is_in_jeopardy_once_and_before_it_is_due()
    {
        Start(dueAfter: 100);
        Look(60, 90, 120);
        Assert.Empty(Said);

        Look(90, 110, 120);
        Look(90, 110, 120);

        var said = Assert.IsType<DueTimeInJeopardy>(Assert.Single(Said));
        Assert.Equal(_world.State.StartTime!.Value.AddMinutes(110), said.Expected);
        Assert.Equal("Others took 1 h 50 min.", said.Why);
        Assert.Equal((_world.Now, said.Why), (_world.State.Jeopardy!.Since, _world.State.Jeopardy.Why));
    }

    [Fact]
    public void What_took_longer_than_any_other_is_taken_for_as_much_again()
    {
        Start(dueAfter: 100);
        _world.Advance(TimeSpan.FromMinutes(50));

        Look(20, 30, 40);
        Assert.Empty(Said);

        _world.Advance(TimeSpan.FromMinutes(25));
        Look(20, 30, 40);
        Assert.Equal(_world.Now.AddMinutes(30), Assert.IsType<DueTimeInJeopardy>(Assert.Single(Said)).Expected);
    }

    [Fact]
    public void What_is_held_has_left_what_it_had_when_it_was_stopped_and_is_safe_again_with_something_to_spare()
    {
        Start(dueAfter: 100);
        _world.Advance(TimeSpan.FromMinutes(10));
        _world.Send(new SagaCommand.Hold(ShardWorld.By("1")));
        _world.Advance(TimeSpan.FromMinutes(30));
        Look(50, 60, 70);
        Assert.Empty(Said);

        _world.Advance(TimeSpan.FromMinutes(15));
        Look(50, 60, 70);
        var said = Assert.IsType<DueTimeInJeopardy>(Assert.Single(Said));
        Assert.Equal((_world.Now.AddMinutes(50), "It is held. The rest takes 50 min 0 s by what others took."),
            (said.Expected!.Value, said.Why));

        _world.Send(new SagaCommand.Release(ShardWorld.By("2")));
        Look(50, 96, 97);
        Assert.Single(Said);
        Look(50, 60, 70);
        Assert.IsType<DueTimeSafe>(Said.Last());
        Assert.Null(_world.State.Jeopardy);
        Look(90, 110, 120);
        Assert.Equal(3, Said.Count());
    }

    [Fact]
    public void Where_nothing_is_known_a_stopped_one_is_in_jeopardy_an_hour_before()
    {
        Start(dueAfter: 100);
        Look(10, 20);
        _world.Send(new SagaCommand.Hold(ShardWorld.By("1")));
        Look(10, 20);
        Assert.Empty(Said);

        _world.Advance(TimeSpan.FromMinutes(41));
        Look();

        Assert.Null(Assert.IsType<DueTimeInJeopardy>(Assert.Single(Said)).Expected);
    }

    [Fact]
    public void What_has_passed_or_ended_or_is_never_due_is_not_looked_at()
    {
        Start(dueAfter: 100);
        _world.Advance(TimeSpan.FromMinutes(101));
        Look(200, 300, 400);
        Assert.Empty(Said);

        Start(dueAfter: null);
        Look(200, 300, 400);
        Start(dueAfter: 100);
        _world.Send(new SagaCommand.Cancel(ShardWorld.By("1")));
        Look(200, 300, 400);
        Assert.Empty(Said);
    }

    [Fact]
    public void What_was_said_holds_after_a_crash_and_is_not_said_again()
    {
        Start(dueAfter: 100);
        Look(90, 110, 120);

        _world.Crash();
        Look(90, 110, 120);

        Assert.Single(Said);
        Assert.NotNull(_world.State.Jeopardy);
    }

    private void Start(int? dueAfter)
    {
        var plans = new Plans();
        _world = new ShardWorld(plans.Build(plans.Sequence("root", plans.Event("visit", "visit-done"))));
        _world.Start(new ActivationOrder("t", "r", "h", "c")
        {
            DueTime = dueAfter is { } minutes ? _world.Now.AddMinutes(minutes) : null,
        });
        _world.Run();
    }

    private void Look(params int[] minutes)
    {
        _world.Enqueue(new ShardInput.LookAhead(
            _world.Id,
            new ObservedDurations(new Dictionary<WorkflowId, IReadOnlyList<TimeSpan>>
            {
                [_world.State.Plan.Id] = [.. minutes.Select(one => TimeSpan.FromMinutes(one))],
            })));
        _world.Run();
    }
}
