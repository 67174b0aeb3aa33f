using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.TestKit.Core;
using static Orchestrator.Tests.Unit.Core.Outcomes;

namespace Orchestrator.Tests.Unit.Core;

/// <summary>What steps make of the resource ledger of the service that their activation is about.</summary>
public sealed class LedgerTests
{
    private static readonly Dictionary<string, string> Fast = new() { ["speed"] = "100" };

    [Fact]
    public void What_a_step_made_is_held_for_the_service_under_the_key_of_its_call()
    {
        var world = World(plans => plans.Step("a")).Answers(
            "a", Said(new ResourceFact("port", "r1/1") { Attributes = Fast }, new ResourceFact("vlan", "7")));

        world.Start(Order(ActivationAction.Provision));

        var service = ActivationId.ToText(world.Id);
        var port = new LedgerEntry(service, "net", "port", "r1/1")
        {
            Activation = world.Id,
            Step = "a",
            Key = $"{service}/a/do",
            Since = world.Now,
            Attributes = Fast,
        };
        Assert.Equal(
            [port, port with { Kind = "vlan", ExternalId = "7", Attributes = new Dictionary<string, string>() }],
            world.Ledger.Entries);
    }

    [Fact]
    public void What_a_read_back_says_counts_as_what_the_call_would_have_said()
    {
        var world = World(plans => plans.Step("a"))
            .Answers("a", new CallAnswer.Unknown("lost"))
            .ReadsBack("a", new ReadBack.Done(Value.Null) { Resources = [new ResourceFact("port", "r1/1")] });

        world.Start(Order(ActivationAction.Provision));

        Assert.Equal(["port r1/1 by a"], Held(world));
    }

    [Fact]
    public void A_step_that_changes_what_is_held_leaves_it_with_its_maker_and_one_that_releases_takes_it_away()
    {
        var world = World(plans => plans.Sequence("all", plans.Step("a"), plans.Step("b"), plans.Step("c")))
            .Answers("a", Said(new ResourceFact("port", "r1/1"), new ResourceFact("port", "r1/2")))
            .Answers("b", Said(new ResourceFact("port", "r1/1") { Attributes = Fast }))
            .Answers("c", Said(new ResourceFact("port", "r1/2", Released: true)));

        world.Start(Order(ActivationAction.Provision));

        var left = Assert.Single(world.Ledger.Entries);
        Assert.Equal(("r1/1", "a", "100"), (left.ExternalId, left.Step, left.Attributes["speed"]));
    }

    [Fact]
    public void Undoing_a_step_takes_away_what_it_made_though_the_compensation_says_nothing_of_it()
    {
        var world = World(plans => plans.Sequence("all", plans.Step("a"), plans.Step("b")))
            .Answers("a", Said(new ResourceFact("port", "r1/1"), new ResourceFact("port", "r1/2")))
            .Answers("b", Refused);

        world.Start(Order(ActivationAction.Provision));

        Assert.Equal(ActivationState.RolledBack, world.State.State);
        Assert.Empty(world.Ledger.Entries);
        Assert.Equal(ServiceState.Terminated, ServiceOf(world).State);
        Assert.Equal(world.Now, ServiceOf(world).EndTime);
    }

    [Fact]
    public void Undoing_a_step_that_changed_what_another_one_made_leaves_it_as_the_compensation_says()
    {
        var world = World(plans => plans.Sequence("all", plans.Step("a"), plans.Step("b")))
            .Answers("a", Said(new ResourceFact("port", "r1/1") { Attributes = Fast }))
            .Answers("b", Refused)
            .Answers("undo-a", Said(new ResourceFact("port", "r1/1")));
        world.Ledger.Commit(Existing("s", "port", "r1/1"), world.Services);

        world.Start(Order(ActivationAction.Change, "s"));

        var left = Assert.Single(world.Ledger.Entries);
        Assert.Equal(("r1/1", "before", 0), (left.ExternalId, left.Step, left.Attributes.Count));
    }

    [Fact]
    public void Undoing_a_release_has_it_held_again_by_the_call_that_undid_it()
    {
        var world = World(plans => plans.Sequence("all", plans.Step("a"), plans.Step("b")))
            .Answers("a", Said(new ResourceFact("port", "r1/1", Released: true)))
            .Answers("b", Refused);
        world.Ledger.Commit(Existing("s", "port", "r1/1"), world.Services);

        world.Start(Order(ActivationAction.Deprovision, "s"));

        var left = Assert.Single(world.Ledger.Entries);
        Assert.Equal(
            ("r1/1", world.Id, $"{ActivationId.ToText(world.Id)}/a/undo"),
            (left.ExternalId, left.Activation, left.Key));
        Assert.Equal(ServiceState.Active, world.Services["s"].State);
    }

    [Fact]
    public void What_a_compensation_says_itself_comes_last()
    {
        var world = World(plans => plans.Sequence("all", plans.Step("a"), plans.Step("b")))
            .Answers("a", Said(new ResourceFact("port", "r1/1")))
            .Answers("b", Refused)
            .Answers("undo-a", Said(new ResourceFact("port", "r1/1"), new ResourceFact("quarantine", "q-1")));

        world.Start(Order(ActivationAction.Provision));

        Assert.Equal(["port r1/1 by a", "quarantine q-1 by a"], Held(world));
        Assert.Equal(
            (ServiceState.TeardownIncomplete, "2 resources are left."),
            (ServiceOf(world).State, ServiceOf(world).Reason));
    }

    [Fact]
    public void A_compensation_that_a_person_completes_takes_away_and_one_that_a_person_skips_does_not()
    {
        foreach (var (decision, state) in new[]
        {
            (FalloutDecision.Complete, ServiceState.Terminated),
            (FalloutDecision.Skip, ServiceState.TeardownIncomplete),
        })
        {
            var world = World(plans => plans.Sequence("all", plans.Step("a"), plans.Step("b")))
                .Answers("a", Said(new ResourceFact("port", "r1/1")))
                .Answers("b", Refused)
                .Answers("undo-a", Refused);
            world.Start(Order(ActivationAction.Provision));

            world.Send(new SagaCommand.Resolve(ShardWorld.By("r-1"), "a", decision, Value.Null, Value.Null));

            Assert.Equal((ActivationState.RolledBack, state), (world.State.State, ServiceOf(world).State));
        }
    }

    [Fact]
    public void A_release_that_a_person_completes_has_released_what_its_adapter_tells()
    {
        var world = World(plans => plans.Step("a", onFailure: OnFailure.FallOut)).Answers("a", Refused);
        world.Ledger.Commit(Existing("s", "port", "r1/1"), world.Services);
        world.Start(Order(ActivationAction.Deprovision, "s"));

        world.Send(new SagaCommand.Resolve(ShardWorld.By("r-1"), "a", FalloutDecision.Complete, Value.Null, Value.Null)
        {
            Resources = [new ResourceFact("port", "r1/1", Released: true)],
        });

        Assert.Empty(world.Ledger.Entries);
        Assert.Equal(ServiceState.Terminated, world.Services["s"].State);
    }

    [Theory]
    [InlineData(FalloutDecision.Complete, "2 resources are left. What came of call {0}/a/do is not known.")]
    [InlineData(FalloutDecision.Skip, "1 resource is left.")]
    public void A_release_that_a_person_completes_or_skips_is_not_known_to_have_released_anything_where_nobody_tells(
        FalloutDecision decision, string reason)
    {
        var world = World(plans => plans.Step("a", onFailure: OnFailure.FallOut)).Answers("a", Refused);
        world.Ledger.Commit(Existing("s", "port", "r1/1"), world.Services);
        world.Start(Order(ActivationAction.Deprovision, "s"));

        world.Send(new SagaCommand.Resolve(ShardWorld.By("r-1"), "a", decision, Value.Null, Value.Null));

        Assert.Equal(ActivationState.Completed, world.State.State);
        Assert.Equal(ServiceState.TeardownIncomplete, world.Services["s"].State);
        Assert.Equal(
            string.Format(System.Globalization.CultureInfo.InvariantCulture, reason, ActivationId.ToText(world.Id)),
            world.Services["s"].Reason);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_step_that_undoes_a_call_releases_all_that_the_call_made_where_it_names_nothing(bool byPerson)
    {
        var world = World(plans => plans.Step("a", onFailure: OnFailure.FallOut, undoes: "1/before/do"));
        world.Ledger.Commit(Existing("s", "port", "r1/1"), world.Services);
        world.Ledger.Commit(Existing("s", "vlan", "7"), world.Services);
        world.Ledger.Commit(Existing("s", "mailbox", "ada", "1/other/do"), world.Services);
        if (byPerson)
            world.Answers("a", Refused);

        world.Start(Order(ActivationAction.Deprovision, "s"));
        if (byPerson)
            world.Send(new SagaCommand.Resolve(
                ShardWorld.By("r-1"), "a", FalloutDecision.Complete, Value.Null, Value.Null));

        Assert.Equal(["mailbox ada by before"], Held(world));
        Assert.Equal("1/before/do", Assert.IsType<StepRequested>(world.EventsOf(world.Id).First(
            happened => happened is StepRequested)).Undoes);
    }

    [Fact]
    public void A_step_that_undoes_a_call_and_says_what_it_released_released_that_and_no_more()
    {
        var world = World(plans => plans.Step("a", undoes: "1/before/do"))
            .Answers("a", Said(new ResourceFact("port", "r1/1", Released: true)));
        world.Ledger.Commit(Existing("s", "port", "r1/1"), world.Services);
        world.Ledger.Commit(Existing("s", "vlan", "7"), world.Services);

        world.Start(Order(ActivationAction.Deprovision, "s"));

        Assert.Equal(["vlan 7 by before"], Held(world));
    }

    [Fact]
    public void What_children_make_is_held_for_the_service_of_the_topmost_and_goes_when_they_are_undone()
    {
        var world = ChildWorld().Answers("in-child", Said(new ResourceFact("port", "r1/1"))).Answers("z", Refused);
        world.Slow.Add("z");

        world.Start(Order(ActivationAction.Provision));
        var service = ActivationId.ToText(world.Id);
        Assert.Equal((service, "in-child"), world.Ledger.Entries.Select(one => (one.Service, one.Step)).Single());
        world.AnswerSlow(Refused);

        Assert.Equal(ActivationState.RolledBack, world.State.State);
        Assert.Empty(world.Ledger.Entries);
        Assert.Equal(ServiceState.Terminated, world.Services[service].State);
    }

    [Fact]
    public void A_custom_activation_about_a_service_adds_to_what_it_holds_and_one_about_none_to_nothing()
    {
        var about = World(plans => plans.Step("a")).Answers("a", Said(new ResourceFact("port", "r1/1")));
        var none = World(plans => plans.Step("a")).Answers("a", Said(new ResourceFact("port", "r1/1")));

        about.Start(Order(ActivationAction.Custom, "s"));
        none.Start(Order(ActivationAction.Custom) with { Service = "" });

        Assert.Equal("s", Assert.Single(about.Ledger.Entries).Service);
        Assert.All(none.Journal, transition => Assert.Null(transition.Ledger));
    }

    [Fact]
    public void Steps_without_resources_change_nothing()
    {
        var world = World(plans => plans.Sequence("all", plans.Step("a"), plans.Step("b"))).Answers("b", Refused);

        world.Start(Order(ActivationAction.Provision));

        Assert.All(world.Journal, transition => Assert.Null(transition.Ledger));
    }

    private static CallAnswer.Succeeded Said(params ResourceFact[] resources) =>
        new CallAnswer.Succeeded(Value.Null) { Resources = resources };

    /// <summary>Something that an activation before made.</summary>
    private static Transition Existing(string service, string kind, string name, string key = "1/before/do") =>
        new(1, 1, default, [])
        {
            Ledger =
            [
                new LedgerChange.Held(new LedgerEntry(service, "net", kind, name)
                {
                    Activation = 1,
                    Step = "before",
                    Key = key,
                    Attributes = Fast,
                }),
            ],
        };

    private static IEnumerable<string> Held(ShardWorld world) =>
        world.Ledger.Entries.Select(one => $"{one.Kind} {one.ExternalId} by {one.Step}");

    private static ServiceEntry ServiceOf(ShardWorld world) => world.Services[ActivationId.ToText(world.Id)];

    private static ActivationOrder Order(ActivationAction action, string service = "") =>
        new("tester", "r", "hash", "customer")
        {
            Action = action,
            Product = "broadband",
            Service = service,
            ServiceBefore = service.Length == 0
                ? null
                : new ServiceEntry(service, "customer", "broadband", ServiceState.Active, 1),
        };

    private static ShardWorld World(Func<Plans, Activity> root)
    {
        var plans = new Plans();
        return new ShardWorld(plans.Build(root(plans)));
    }

    private static ShardWorld ChildWorld()
    {
        var parent = new Plans();
        var child = new Plans { Name = "child" };
        return new ShardWorld(
            parent.Build(parent.Sequence("all", parent.Child("call", "child"), parent.Step("z"))),
            child.Build(child.Step("in-child")));
    }
}
