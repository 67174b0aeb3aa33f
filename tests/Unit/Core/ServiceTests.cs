using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.TestKit.Core;
using static Orchestrator.Tests.Unit.Core.Outcomes;

namespace Orchestrator.Tests.Unit.Core;

public sealed class ServiceTests
{
    private readonly ShardWorld _world;

    public ServiceTests()
    {
        var plans = new Plans();
        _world = new ShardWorld(plans.Build(plans.Step("a")));
    }

    [Fact]
    public void Provisioning_makes_a_service_that_is_active_when_it_is_done()
    {
        _world.Slow.Add("a");
        _world.Start(Order("1", ActivationAction.Provision));
        var id = ActivationId.ToText(_world.Id);
        Assert.Equal(ServiceState.Reserved, _world.Services[id].State);

        _world.AnswerSlow();

        Assert.Equal(
            new ServiceEntry(id, "customer", "broadband", ServiceState.Active, _world.Id)
            {
                Input = Value.EmptyObject,
                CreateTime = _world.Now,
                ActiveTime = _world.Now,
            },
            _world.Services[id]);
    }

    [Fact]
    public void A_provisioning_that_is_undone_leaves_a_terminated_service()
    {
        _world.Answers("a", Refused).Start(Order("1", ActivationAction.Provision));

        Assert.Equal(ServiceState.Terminated, Assert.Single(_world.Services).Value.State);
    }

    [Fact]
    public void Deprovisioning_ends_the_service_and_a_failed_one_gives_it_back()
    {
        var before = new ServiceEntry("s", "customer", "broadband", ServiceState.Active, 1);
        _world.Answers("a", Refused, Done());

        _world.Start(Order("1", ActivationAction.Deprovision, "s", before));
        Assert.Equal(ServiceState.Active, _world.Services["s"].State);
        _world.Start(Order("2", ActivationAction.Deprovision, "s", before));

        Assert.Equal(ServiceState.Terminated, _world.Services["s"].State);
    }

    [Fact]
    public void A_service_has_one_open_activation()
    {
        _world.Slow.Add("a");
        _world.Start(Order("1", ActivationAction.Suspend, "s"));

        var busy = _world.Replies[_world.Start(Order("2", ActivationAction.Resume, "s"))];

        Assert.Equal(new ReplyContent.ServiceBusy(_world.Id), busy);
    }

    [Fact]
    public void A_queued_activation_that_is_written_while_the_open_one_ends_begins_afterwards()
    {
        _world.Slow.Add("a");
        _world.Start(Order("1", ActivationAction.Suspend, "s"));
        _world.Start(Order("2", ActivationAction.Resume, "s") with { QueueOnConflict = true });
        var queued = Ids()[1];

        _world.Enqueue(_world.NewCommand(new SagaCommand.Signal(ShardWorld.By("r-3"), "visit", Value.Null), queued));
        _world.AnswerSlow();

        Assert.Equal(ActivationState.Running, _world.StateOf(queued).State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_queued_activation_begins_when_the_open_one_has_finished(bool crash)
    {
        _world.Slow.Add("a");
        _world.Start(Order("1", ActivationAction.Suspend, "s"));
        _world.Start(Order("2", ActivationAction.Resume, "s") with { QueueOnConflict = true });
        _world.Start(Order("3", ActivationAction.Change, "s") with { QueueOnConflict = true, Priority = 5 });
        var ids = Ids();
        Assert.Equal(ActivationState.Scheduled, _world.StateOf(ids[1]).State);
        if (crash)
        {
            _world.Slow.Clear();
            _world.Crash();
            Assert.All(ids, id => Assert.Equal(ActivationState.Completed, _world.StateOf(id).State));
            return;
        }

        _world.AnswerSlow();
        Assert.Equal(
            (ActivationState.Completed, ActivationState.Scheduled, ActivationState.Running),
            (_world.StateOf(ids[0]).State, _world.StateOf(ids[1]).State, _world.StateOf(ids[2]).State));
        _world.AnswerSlow();
        _world.AnswerSlow();

        Assert.All(ids, id => Assert.Equal(ActivationState.Completed, _world.StateOf(id).State));
    }

    [Fact]
    public void A_queued_one_sees_what_the_one_in_front_of_it_made_of_the_service()
    {
        _world.Slow.Add("a");
        var before = new ServiceEntry("s", "customer", "broadband", ServiceState.Active, 1)
        {
            Input = Value.Object(("speed", 10), ("note", "old")),
        };
        _world.Start(Order("1", ActivationAction.Change, "s", before) with
        {
            Input = Value.Object(("speed", 50), ("note", "his")),
        });
        _world.Start(Order("2", ActivationAction.Change, "s", before) with
        {
            QueueOnConflict = true,
            Input = Value.Object(("speed", 10), ("note", "mine")),
            Inherited = ["speed", "port"],
        });

        _world.AnswerSlow();

        var second = _world.StateOf(Ids()[1]);
        Assert.Equal(
            (ActivationState.Running, Value.Object(("note", "mine"), ("speed", 50))),
            (second.State, second.Order.Input));
        Assert.Equal(
            new ServiceEntry("s", "customer", "broadband", ServiceState.Active, Ids()[0])
            {
                Input = Value.Object(("speed", 50), ("note", "his")),
            },
            second.Order.ServiceBefore);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Queued_ones_that_the_service_does_not_allow_any_more_are_cancelled_and_those_behind_them_have_their_turn(bool crash)
    {
        var before = new ServiceEntry("s", "customer", "broadband", ServiceState.Active, 1);
        _world.Slow.Add("a");
        _world.Start(Order("1", ActivationAction.Suspend, "s", before));
        foreach (var (request, action) in new[] { ("2", ActivationAction.Suspend), ("3", ActivationAction.Suspend), ("4", ActivationAction.Resume) })
            _world.Start(Order(request, action, "s", before) with { QueueOnConflict = true });
        _world.Slow.Clear();
        if (crash)
            _world.Crash();
        else
            _world.AnswerSlow();

        Assert.Equal(
            [ActivationState.Completed, ActivationState.Cancelled, ActivationState.Cancelled, ActivationState.Completed],
            Ids().Select(id => _world.StateOf(id).State));
        Assert.Equal(
            "services/s is Suspended: SUSPEND needs one that is active.", _world.StateOf(Ids()[1]).StateReason);
        Assert.Equal((ServiceState.Active, Ids()[3]), (_world.Services["s"].State, _world.Services["s"].Activation));
    }

    [Fact]
    public void A_queued_one_that_is_cancelled_leaves_the_service_and_the_others_in_the_queue_alone()
    {
        var before = new ServiceEntry("s", "customer", "broadband", ServiceState.Active, 1);
        _world.Slow.Add("a");
        _world.Start(Order("1", ActivationAction.Deprovision, "s", before));
        _world.Start(Order("2", ActivationAction.Suspend, "s", before) with { QueueOnConflict = true });
        _world.Start(Order("3", ActivationAction.Suspend, "s", before) with { QueueOnConflict = true });
        var terminating = _world.Services["s"];

        var reply = _world.Send(new SagaCommand.Cancel(ShardWorld.By("c")), Ids()[1]);

        Assert.IsType<ReplyContent.Accepted>(reply);
        Assert.Equal(
            [ActivationState.Running, ActivationState.Cancelled, ActivationState.Scheduled],
            Ids().Select(id => _world.StateOf(id).State));
        Assert.Equal(
            (ServiceState.Terminating, Ids()[0], terminating),
            (terminating.State, terminating.Activation, _world.Services["s"]));
    }

    [Fact]
    public void A_start_that_names_whom_it_waits_for_waits_and_begins_at_once_where_that_one_has_finished_meanwhile()
    {
        var before = new ServiceEntry("s", "customer", "broadband", ServiceState.Reserved, 1);
        _world.Start(Order("1", ActivationAction.Provision));
        var service = Assert.Single(_world.Services).Value;

        _world.Start(
            Order("2", ActivationAction.Suspend, service.Id, before with
            {
                Id = service.Id,
            }) with
            { QueueOnConflict = true },
            behind: service.Activation);

        var second = _world.StateOf(Ids()[1]);
        Assert.Equal(
            (ActivationState.Completed, ServiceState.Suspended), (second.State, _world.Services[service.Id].State));
        Assert.Equal(service, second.Order.ServiceBefore);
    }

    [Fact]
    public void A_rollback_of_a_completed_one_must_not_collide_with_another_open_one()
    {
        _world.Start(Order("1", ActivationAction.Change, "s"));
        _world.Slow.Add("a");
        _world.Start(Order("2", ActivationAction.Change, "s"));
        var ids = Ids();

        var reply = _world.Send(new SagaCommand.RollBack(ShardWorld.By("rb"), null, false, null), ids[0]);

        Assert.Equal(new ReplyContent.ServiceBusy(ids[1]), reply);
        Assert.Equal(ActivationState.Completed, _world.StateOf(ids[0]).State);
    }

    private long[] Ids() => [.. _world.Journal.Select(transition => transition.Activation).Distinct()];

    private static ActivationOrder Order(
        string requestId, ActivationAction action, string service = "", ServiceEntry? before = null) =>
        new("tester", requestId, "hash", "customer")
        {
            Action = action,
            Product = "broadband",
            Service = service,
            ServiceBefore = before,
        };
}
