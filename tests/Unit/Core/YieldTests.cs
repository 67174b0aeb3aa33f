using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Core;

/// <summary>What only waits for its start time keeps nobody from its service.</summary>
public sealed class YieldTests
{
    private static readonly ServiceEntry Active = new("s", "customer", "broadband", ServiceState.Active, 1)
    {
        Input = Value.EmptyObject,
    };

    private ShardWorld _world;

    public YieldTests() => _world = World();

    [Fact]
    public void An_order_that_may_begin_takes_the_service_and_gives_it_back()
    {
        var scheduled = Start(ActivationAction.Change, inDays: 3);
        _world.Slow.Add("a");

        var first = Start(ActivationAction.Suspend);
        Assert.Equal(
            (ActivationState.Running, ActivationState.Scheduled, first),
            (_world.StateOf(first).State, _world.StateOf(scheduled).State, _world.StateOf(scheduled).QueuedBehind));
        _world.AnswerSlow();

        Assert.Equal(
            (ActivationState.Completed, ActivationState.Scheduled, 0),
            (_world.StateOf(first).State, _world.StateOf(scheduled).State, _world.StateOf(scheduled).QueuedBehind));
        Assert.Equal(ServiceState.Suspended, _world.StateOf(scheduled).Order.ServiceBefore!.State);
        _world.Slow.Clear();
        _world.Advance(TimeSpan.FromDays(3));
        Assert.Equal(ActivationState.Completed, _world.StateOf(scheduled).State);
        Assert.Equal((ServiceState.Suspended, scheduled), (_world.Services["s"].State, _world.Services["s"].Activation));
    }

    [Fact]
    public void It_gives_the_service_up_in_the_write_in_which_the_other_one_begins()
    {
        var scheduled = Start(ActivationAction.Change, inDays: 3);
        _world.Enqueue(_world.NewStart(Order(ActivationAction.Suspend), "test"));

        while (_world.RunOne())
        {
            var occupied = _world.Journal.Where(one => one.Entry is not null)
                .GroupBy(one => one.Activation)
                .Count(one => one.Last().Entry!.OpenService == "s");
            Assert.True(occupied == 1 || _world.StateOf(scheduled).QueuedBehind == 0);
        }

        Assert.Equal(0, _world.StateOf(scheduled).QueuedBehind);
    }

    [Fact]
    public void Where_its_time_has_come_meanwhile_it_begins_when_the_service_is_free()
    {
        var scheduled = Start(ActivationAction.Change, inDays: 3);
        _world.Slow.Add("a");
        var first = Start(ActivationAction.Suspend);

        _world.Advance(TimeSpan.FromDays(4));
        Assert.Equal(ActivationState.Scheduled, _world.StateOf(scheduled).State);
        _world.AnswerSlow();

        Assert.Equal(
            (ActivationState.Completed, ActivationState.Running),
            (_world.StateOf(first).State, _world.StateOf(scheduled).State));
    }

    [Fact]
    public void Of_two_that_wait_for_their_times_the_earlier_one_goes_first()
    {
        var late = Start(ActivationAction.Resume, inDays: 5);

        var early = Start(ActivationAction.Suspend, inDays: 2);
        Assert.Equal((0, early), (_world.StateOf(early).QueuedBehind, _world.StateOf(late).QueuedBehind));
        var latest = Start(ActivationAction.Suspend, inDays: 9);
        Assert.Equal(early, _world.StateOf(latest).QueuedBehind);

        _world.Advance(TimeSpan.FromDays(2));
        Assert.Equal((ActivationState.Completed, ServiceState.Suspended), (_world.StateOf(early).State, _world.Services["s"].State));
        _world.Advance(TimeSpan.FromDays(3));
        Assert.Equal((ActivationState.Completed, ServiceState.Active), (_world.StateOf(late).State, _world.Services["s"].State));
        _world.Advance(TimeSpan.FromDays(4));
        Assert.Equal((ActivationState.Completed, ServiceState.Suspended), (_world.StateOf(latest).State, _world.Services["s"].State));
    }

    [Fact]
    public void A_cancellation_at_the_end_of_the_term_lets_a_suspension_and_a_resumption_come_before()
    {
        var ending = Start(ActivationAction.Deprovision, inDays: 30);

        var suspending = Start(ActivationAction.Suspend);
        var resuming = Start(ActivationAction.Resume);

        Assert.Equal(
            (ActivationState.Completed, ActivationState.Completed, ActivationState.Scheduled),
            (_world.StateOf(suspending).State, _world.StateOf(resuming).State, _world.StateOf(ending).State));
        _world.Advance(TimeSpan.FromDays(30));
        Assert.Equal(ActivationState.Completed, _world.StateOf(ending).State);
        Assert.Equal(ServiceState.Terminated, _world.Services["s"].State);
    }

    [Fact]
    public void What_a_deprovisioning_at_once_leaves_no_room_for_ends_with_the_reason()
    {
        var late = Start(ActivationAction.Deprovision, inDays: 30);

        var ending = Start(ActivationAction.Deprovision);

        Assert.Equal(ActivationState.Completed, _world.StateOf(ending).State);
        Assert.Equal(
            (ActivationState.Completed, "services/s is terminated already: there was nothing left to do."),
            (_world.StateOf(late).State, _world.StateOf(late).StateReason));
    }

    [Fact]
    public void A_second_cancellation_is_accepted_only_where_it_comes_sooner()
    {
        var first = Start(ActivationAction.Deprovision, inDays: 30);

        var later = _world.Replies[_world.Start(Order(ActivationAction.Deprovision, inDays: 40))];
        var sooner = Start(ActivationAction.Deprovision, inDays: 10);

        Assert.Equal(new ReplyContent.ServiceBusy(first), later);
        Assert.Equal((0, sooner), (_world.StateOf(sooner).QueuedBehind, _world.StateOf(first).QueuedBehind));
    }

    [Fact]
    public void One_that_waits_can_be_withdrawn_and_the_other_one_goes_on()
    {
        var scheduled = Start(ActivationAction.Change, inDays: 3);
        _world.Slow.Add("a");
        var first = Start(ActivationAction.Suspend);

        _world.Send(new SagaCommand.Cancel(ShardWorld.By("c")), scheduled);
        _world.AnswerSlow();

        Assert.Equal(
            (ActivationState.Cancelled, ActivationState.Completed),
            (_world.StateOf(scheduled).State, _world.StateOf(first).State));
        Assert.Equal((ServiceState.Suspended, first), (_world.Services["s"].State, _world.Services["s"].Activation));
    }

    [Fact]
    public void A_provisioning_that_waits_for_its_time_keeps_its_service_to_itself()
    {
        _world.Start(Order(ActivationAction.Provision, inDays: 3) with { Service = "" });
        var service = _world.Services.Keys.Single();

        var busy = _world.Replies[_world.Start(Order(ActivationAction.Custom) with { Service = service })];

        Assert.Equal(new ReplyContent.ServiceBusy(_world.Id), busy);
    }

    [Fact]
    public void A_crash_at_any_moment_changes_nothing()
    {
        for (var crashAfter = 0; CrashingAfter(crashAfter, out var end); crashAfter++)
            Assert.Equal("Completed Completed Active", end);
    }

    private bool CrashingAfter(int things, out string end)
    {
        _world = World();
        var scheduled = Start(ActivationAction.Resume, inDays: 3);
        var order = Order(ActivationAction.Suspend);
        _world.Enqueue(_world.NewStart(order, "test"));
        var done = 0;
        for (; done < things && _world.RunOne(); done++)
        {
        }

        _world.Crash();
        if (_world.Journal.All(one => one.Activation == scheduled))
            _world.Start(order);
        _world.Advance(TimeSpan.FromDays(3));
        end = string.Join(' ', Ids().Select(id => _world.StateOf(id).State.ToString())
            .Append(_world.Services["s"].State.ToString()));
        return done == things;
    }

    private static ShardWorld World()
    {
        var plans = new Plans();
        return new ShardWorld(plans.Build(plans.Step("a")));
    }

    private long Start(ActivationAction action, int inDays = 0)
    {
        var before = Ids();
        _world.Start(Order(action, inDays));
        return Ids().Except(before).Single();
    }

    private ActivationOrder Order(ActivationAction action, int inDays = 0) =>
        new("tester", $"request-{_world.Journal.Count}-{action}-{inDays}", "hash", "customer")
        {
            Action = action,
            Product = "broadband",
            Service = "s",
            ServiceBefore = action == ActivationAction.Provision ? null : _world.Services.GetValueOrDefault("s") ?? Active,
            RequestedStartTime = inDays == 0 ? null : _world.Now.AddDays(inDays),
        };

    private long[] Ids() => [.. _world.Journal.Select(transition => transition.Activation).Distinct()];
}
