using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.TestKit.Core;
using static Orchestrator.Tests.Unit.Core.Outcomes;

namespace Orchestrator.Tests.Unit.Core;

/// <summary>How services end, and what is kept of their lives.</summary>
public sealed class ServiceEndTests
{
    private static readonly ServiceEntry Before = new("s", "customer", "broadband", ServiceState.Active, 1)
    {
        ProductVersion = 3,
        CreateTime = DateTimeOffset.UnixEpoch,
        ActiveTime = DateTimeOffset.UnixEpoch.AddDays(1),
    };

    [Fact]
    public void An_incomplete_teardown_allows_DEPROVISION_and_nothing_else()
    {
        var allowed = Enum.GetValues<ActivationAction>().Where(
            action => ServiceRules.Allows(action, ServiceState.TeardownIncomplete));

        Assert.Equal([ActivationAction.Deprovision], allowed);
    }

    [Theory]
    [InlineData("Ann", "O-7", "Asked for by Ann, order O-7.")]
    [InlineData("Ann", "", "Asked for by Ann.")]
    [InlineData("", "O-7", "Order O-7.")]
    [InlineData("", "", "Suspended without a word of why.")]
    public void A_suspended_service_says_why_until_it_is_resumed(string requester, string reference, string reason)
    {
        var world = World(plans => plans.Step("a"));

        world.Start(Order("1", ActivationAction.Suspend, Before) with
        {
            Requester = requester,
            OrderReference = reference,
        });
        var suspended = world.Services["s"];
        world.Start(Order("2", ActivationAction.Resume, suspended));

        Assert.Equal((ServiceState.Suspended, reason), (suspended.State, suspended.Reason));
        Assert.Equal(
            Before with { Activation = world.Services["s"].Activation }, world.Services["s"]);
    }

    [Fact]
    public void A_service_keeps_the_version_of_its_product_until_it_is_changed_to_another_one()
    {
        var world = World(plans => plans.Step("a"));

        world.Start(Order("1", ActivationAction.Suspend, Before) with { ProductVersion = 9 });
        var suspended = world.Services["s"];
        world.Start(Order("2", ActivationAction.Change, suspended));
        var same = world.Services["s"];
        world.Start(Order("3", ActivationAction.Change, same) with { Product = "broadband-plus", ProductVersion = 4 });

        Assert.Equal((3, 3), (suspended.ProductVersion, same.ProductVersion));
        Assert.Equal(
            ("broadband-plus", 4, Before.ActiveTime),
            (world.Services["s"].Product, world.Services["s"].ProductVersion, world.Services["s"].ActiveTime));
    }

    [Fact]
    public void A_service_that_is_deprovisioned_has_its_end_and_one_that_is_not_after_all_is_as_it_was()
    {
        var suspended = Before with { State = ServiceState.Suspended, Reason = "Unpaid." };
        var world = World(plans => plans.Step("a"));
        world.Slow.Add("a");

        world.Start(Order("1", ActivationAction.Deprovision, suspended));
        var terminating = world.Services["s"];
        world.AnswerSlow(Refused);
        var after = world.Services["s"];
        world.Start(Order("2", ActivationAction.Deprovision, after));
        world.AnswerSlow();

        Assert.Equal((ServiceState.Terminating, ""), (terminating.State, terminating.Reason));
        Assert.Equal(suspended with { Activation = after.Activation }, after);
        Assert.Equal(
            (ServiceState.Terminated, world.Now, ""),
            (world.Services["s"].State, world.Services["s"].EndTime, world.Services["s"].Reason));
    }

    [Fact]
    public void A_deprovisioning_that_is_given_up_leaves_an_incomplete_teardown()
    {
        var world = World(plans => plans.Step("a", onFailure: OnFailure.FallOut)).Answers("a", Refused);
        world.Start(Order("1", ActivationAction.Deprovision, Before));

        Abandon(world, "a");

        Assert.Equal(
            (ServiceState.TeardownIncomplete, "Its deprovisioning was given up."),
            (world.Services["s"].State, world.Services["s"].Reason));
    }

    [Fact]
    public void A_provisioning_that_is_given_up_before_it_had_an_effect_leaves_a_terminated_service()
    {
        var world = World(plans => plans.Step("a", onFailure: OnFailure.FallOut)).Answers("a", Refused);
        world.Start(Order("1", ActivationAction.Provision));

        Abandon(world, "a");

        Assert.Equal(ServiceState.Terminated, Assert.Single(world.Services).Value.State);
    }

    [Fact]
    public void A_provisioning_that_is_given_up_with_effects_left_leaves_an_incomplete_teardown()
    {
        var world = World(plans => plans.Sequence(
            "all", plans.Step("a"), plans.Step("b", canUndo: false), plans.Step("c", onFailure: OnFailure.FallOut)));
        world.Answers("c", Refused).Start(Order("1", ActivationAction.Provision));

        Abandon(world, "c");

        var service = Assert.Single(world.Services).Value;
        Assert.Equal(
            (ServiceState.TeardownIncomplete, "Its provisioning was given up; 1 step was not undone."),
            (service.State, service.Reason));
    }

    [Fact]
    public void A_deprovision_that_waited_for_a_provisioning_which_left_something_has_its_turn()
    {
        var world = World(plans => plans.Sequence("all", plans.Step("a"), plans.Step("b")));
        world.Answers("undo-a", Refused);
        world.Slow.Add("b");
        world.Start(Order("1", ActivationAction.Provision));
        var service = Assert.Single(world.Services).Value;
        world.Start(Order("2", ActivationAction.Deprovision, service) with { QueueOnConflict = true });
        world.AnswerSlow(Refused);
        var second = world.Journal.Last(transition => transition.Activation != world.Id).Activation;
        Assert.Equal(ActivationState.Scheduled, world.StateOf(second).State);

        world.Send(new SagaCommand.Resolve(
            ShardWorld.By("r-1"), "a", FalloutDecision.Skip, Value.Null, Value.Null));

        Assert.Equal(
            (ActivationState.RolledBack, ActivationState.Running), (world.State.State, world.StateOf(second).State));
    }

    private static void Abandon(ShardWorld world, string step) => world.Send(new SagaCommand.Resolve(
        ShardWorld.By("give up"), step, FalloutDecision.Abandon, Value.Null, Value.Null));

    private static ShardWorld World(Func<Plans, Activity> root)
    {
        var plans = new Plans();
        return new ShardWorld(plans.Build(root(plans)));
    }

    private static ActivationOrder Order(string requestId, ActivationAction action, ServiceEntry? before = null) =>
        new("tester", requestId, "hash", "customer")
        {
            Action = action,
            Product = "broadband",
            Service = before?.Id ?? "",
            ServiceBefore = before,
        };
}
