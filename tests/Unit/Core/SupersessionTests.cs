using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.TestKit.Core;
using static Orchestrator.Tests.Unit.Core.Outcomes;

namespace Orchestrator.Tests.Unit.Core;

/// <summary>A deprovisioning wins over whatever else has its service.</summary>
public sealed class SupersessionTests
{
    private readonly Plans _plans = new();
    private readonly Plans _ending = new() { Name = "ending" };
    private ShardWorld _world = null!;

    [Fact]
    public void A_provisioning_that_runs_is_undone_and_the_deprovisioning_then_finds_nothing_left_to_do()
    {
        Provision(_plans.Sequence("all", _plans.Step("a"), _plans.Step("b"), _plans.Step("c")));
        _world.Slow.Add("b");
        var (first, service) = Begin();

        var ending = Deprovision(service);
        Assert.Equal(ActivationState.RollingBack, _world.StateOf(first).State);
        Assert.Equal(
            ($"Waits until activations/{ActivationId.ToText(first)} of the same service has finished.", 0),
            (_world.StateOf(ending).StateReason, _world.Calls.Count(call => call == "undo-a")));
        _world.AnswerSlow();

        Assert.Equal(["a", "b", "undo-b", "undo-a"], _world.Calls);
        Assert.Equal(
            (ActivationState.RolledBack, $"Superseded by activations/{ActivationId.ToText(ending)}, which deprovisions "
                + "the service: everything was undone."),
            (_world.StateOf(first).State, _world.StateOf(first).StateReason));
        Assert.Equal(
            (ActivationState.Completed, $"services/{service} is terminated already: there was nothing left to do."),
            (_world.StateOf(ending).State, _world.StateOf(ending).StateReason));
        Assert.Equal(ServiceState.Terminated, _world.Services[service].State);
    }

    [Theory]
    [InlineData(ActivationAction.Change)]
    [InlineData(ActivationAction.Suspend)]
    [InlineData(ActivationAction.Custom)]
    public void Whatever_else_runs_for_a_service_is_undone_before_the_service_is_ended(ActivationAction action)
    {
        Provision(_plans.Step("a"));
        _world.Slow.Add("a");
        var first = Start(action, "s");

        var ending = Deprovision("s");
        _world.AnswerSlow();

        Assert.Equal(["a", "undo-a", "end"], _world.Calls);
        Assert.Equal(
            (ActivationState.RolledBack, ActivationState.Completed),
            (_world.StateOf(first).State, _world.StateOf(ending).State));
        Assert.Equal(ServiceState.Terminated, _world.Services["s"].State);
    }

    [Fact]
    public void One_that_is_held_is_superseded_as_well()
    {
        Provision(_plans.Sequence("all", _plans.Step("a"), _plans.Event("wait", "visit")));
        var (first, service) = Begin();
        _world.Send(new SagaCommand.Hold(ShardWorld.By("hold")));

        var ending = Deprovision(service);

        Assert.Equal(
            (ActivationState.RolledBack, ActivationState.Completed),
            (_world.StateOf(first).State, _world.StateOf(ending).State));
    }

    [Fact]
    public void A_fallout_is_resolved_by_it()
    {
        Provision(_plans.Sequence("all", _plans.Step("a"), _plans.Step("b", OnFailure.FallOut)));
        _world.Answers("b", Refused);
        var (first, service) = Begin();
        Assert.Equal(ActivationState.Fallout, _world.StateOf(first).State);

        var ending = Deprovision(service);

        Assert.Equal(["a", "b", "undo-a"], _world.Calls);
        Assert.Equal(
            (ActivationState.RolledBack, ActivationState.Completed),
            (_world.StateOf(first).State, _world.StateOf(ending).State));
    }

    [Fact]
    public void An_undo_that_a_person_must_look_at_is_waited_for_and_the_deprovisioning_says_so()
    {
        Provision(_plans.Sequence("all", _plans.Step("a"), _plans.Event("wait", "visit")));
        _world.Answers("undo-a", Refused);
        var (first, service) = Begin();

        var ending = Deprovision(service);

        Assert.Equal(ActivationState.Fallout, _world.StateOf(first).State);
        Assert.Equal(
            $"Waits until a person has resolved the fallout of step 'a' of activations/{ActivationId.ToText(first)}, which "
                + "is being undone first: The port is taken.",
            _world.StateOf(ending).StateReason);
        Resolve(first, "a", FalloutDecision.Retry);
        Assert.Equal(
            (ActivationState.RolledBack, ActivationState.Completed),
            (_world.StateOf(first).State, _world.StateOf(ending).State));
    }

    [Fact]
    public void A_soft_point_of_no_return_does_not_stand_in_its_way()
    {
        Provision(_plans.Sequence(
            "all",
            _plans.Step("a", pointOfNoReturn: PointOfNoReturn.Soft),
            _plans.Event("wait", "visit")));
        var (first, service) = Begin();

        Deprovision(service);

        Assert.Equal(ActivationState.RolledBack, _world.StateOf(first).State);
        Assert.Equal(["a", "undo-a"], _world.Calls);
    }

    [Fact]
    public void Past_a_hard_point_it_ends_where_it_stands_and_the_deprovisioning_does_its_own_work()
    {
        Provision(_plans.Sequence(
            "all",
            _plans.Step("a", pointOfNoReturn: PointOfNoReturn.Hard),
            _plans.Parallel("both", _plans.Step("b"), _plans.Step("c", lane: "narrow")),
            _plans.Step("d")));
        _world.Slow.Add("b");
        var (first, service) = Begin();

        var ending = Deprovision(service);
        Assert.Equal(ActivationState.Running, _world.StateOf(first).State);
        _world.AnswerSlow();

        Assert.Equal(["a", "b", "c", "end"], _world.Calls);
        Assert.Equal(
            (ActivationState.Abandoned, ActivationState.Completed),
            (_world.StateOf(first).State, _world.StateOf(ending).State));
        Assert.StartsWith("Superseded by", _world.StateOf(first).StateReason, StringComparison.Ordinal);
        Assert.Equal(ServiceState.Terminated, _world.Services[service].State);
    }

    [Fact]
    public void A_hard_point_that_was_about_to_be_passed_and_was_not_lets_everything_be_undone()
    {
        Provision(_plans.Sequence("all", _plans.Step("a"), _plans.Step("b", pointOfNoReturn: PointOfNoReturn.Hard)));
        _world.Slow.Add("b");
        var (first, service) = Begin();

        var ending = Deprovision(service);
        Assert.Equal(["a", "b"], _world.Calls);
        _world.AnswerSlow(Refused);

        Assert.Equal(["a", "b", "undo-a"], _world.Calls);
        Assert.Equal(
            (ActivationState.RolledBack, ActivationState.Completed),
            (_world.StateOf(first).State, _world.StateOf(ending).State));
    }

    [Fact]
    public void Nobody_takes_up_a_step_again_of_one_that_is_superseded_and_still_to_be_looked_at()
    {
        Provision(_plans.Sequence(
            "all",
            _plans.Step("h", pointOfNoReturn: PointOfNoReturn.Hard),
            _plans.Step("a"),
            _plans.Step("b", canRead: false)));
        _world.Answers("b", Lost);
        var (first, service) = Begin();
        var ending = Deprovision(service);
        Assert.Equal(ActivationState.Fallout, _world.StateOf(first).State);

        var reply = _world.Send(new SagaCommand.RollBack(ShardWorld.By("back"), "a", false, null)
        {
            History = [.. _world.Journal.Where(one => one.Activation == first)],
        });

        Assert.Equal(RefusalReason.WrongState, Assert.IsType<ReplyContent.Refused>(reply).Why.Reason);
        Resolve(first, "b", FalloutDecision.Complete);
        Assert.Equal(
            (ActivationState.Abandoned, ActivationState.Completed),
            (_world.StateOf(first).State, _world.StateOf(ending).State));
    }

    [Fact]
    public void One_that_is_being_undone_in_part_is_undone_wholly()
    {
        Provision(_plans.Sequence("all", _plans.Step("a"), _plans.Step("b"), _plans.Event("wait", "visit")));
        var (first, service) = Begin();
        _world.Slow.Add("undo-b");
        _world.Send(new SagaCommand.RollBack(ShardWorld.By("back"), "a", false, null)
        {
            History = [.. _world.Journal.Where(one => one.Activation == first)],
        });

        var ending = Deprovision(service);
        _world.AnswerSlow();

        Assert.Equal(["a", "b", "undo-b", "undo-a"], _world.Calls);
        Assert.Equal(
            (ActivationState.RolledBack, ActivationState.Completed),
            (_world.StateOf(first).State, _world.StateOf(ending).State));
    }

    [Fact]
    public void One_that_waits_for_its_start_time_is_cancelled()
    {
        Provision(_plans.Step("a"));
        _world.Start(Order(ActivationAction.Provision) with { RequestedStartTime = _world.Now.AddDays(3) });
        var service = Assert.Single(_world.Services).Value.Id;

        var ending = Deprovision(service);

        Assert.Equal(
            (ActivationState.Cancelled,
                $"Superseded by activations/{ActivationId.ToText(ending)}, which deprovisions the service."),
            (_world.State.State, _world.State.StateReason));
        Assert.Equal(ActivationState.Completed, _world.StateOf(ending).State);
        Assert.Empty(_world.Calls);
    }

    [Fact]
    public void What_it_has_started_is_undone_with_it()
    {
        var child = new Plans { Name = "child" };
        Provision(
            _plans.Sequence("all", _plans.Step("a"), _plans.Child("start", "child")),
            child.Build(child.Sequence("both", child.Step("x"), child.Event("wait", "visit"))));
        var (first, service) = Begin();

        var ending = Deprovision(service);

        Assert.Equal(["a", "x", "undo-x", "undo-a"], _world.Calls);
        Assert.Equal(
            (ActivationState.RolledBack, ActivationState.Completed),
            (_world.StateOf(first).State, _world.StateOf(ending).State));
    }

    [Fact]
    public void Past_a_hard_point_what_it_has_started_stops_and_undoes_what_it_can()
    {
        var child = new Plans { Name = "child" };
        Provision(
            _plans.Sequence(
                "all",
                _plans.Step("a", pointOfNoReturn: PointOfNoReturn.Hard),
                _plans.Child("start", "child")),
            child.Build(child.Sequence("both", child.Step("x"), child.Event("wait", "visit"))));
        var (first, service) = Begin();

        var ending = Deprovision(service);

        Assert.Equal(["a", "x", "undo-x", "end"], _world.Calls);
        Assert.Equal(
            (ActivationState.Abandoned, ActivationState.Completed),
            (_world.StateOf(first).State, _world.StateOf(ending).State));
    }

    [Fact]
    public void It_goes_before_everybody_else_who_waits()
    {
        Provision(_plans.Step("a"));
        _world.Slow.Add("a");
        Start(ActivationAction.Change, "s");
        var waiting = Start(ActivationAction.Change, "s", order => order with { QueueOnConflict = true, Priority = 9 });

        var ending = Deprovision("s");
        _world.AnswerSlow();

        Assert.Equal(["a", "undo-a", "end"], _world.Calls);
        Assert.Equal(
            (ActivationState.Cancelled, "services/s is Terminated: CHANGE needs one that is active or suspended."),
            (_world.StateOf(waiting).State, _world.StateOf(waiting).StateReason));
        Assert.Equal(ActivationState.Completed, _world.StateOf(ending).State);
    }

    [Fact]
    public void A_second_one_is_refused_while_the_first_runs_and_while_it_waits()
    {
        Provision(_plans.Step("a"));
        _world.Slow.UnionWith(["a", "end"]);
        Start(ActivationAction.Change, "s");
        var ending = Deprovision("s");

        var whileItWaits = _world.Replies[_world.Start(EndOf("s"), workflow: "ending")];
        _world.AnswerSlow();
        var whileItRuns = _world.Replies[_world.Start(EndOf("s"), workflow: "ending")];

        Assert.Equal(new ReplyContent.ServiceBusy(ending), whileItWaits);
        Assert.Equal(new ReplyContent.ServiceBusy(ending), whileItRuns);
    }

    [Fact]
    public void The_same_order_sent_again_is_answered_with_the_same_activation_while_it_waits_and_while_it_runs()
    {
        Provision(_plans.Step("a"));
        _world.Slow.UnionWith(["a", "end"]);
        Start(ActivationAction.Change, "s");
        var order = EndOf("s");
        _world.Start(order, behind: Ids()[0], workflow: "ending");
        var ending = Ids()[1];

        var whileItWaits = _world.Replies[_world.Start(order, behind: Ids()[0], workflow: "ending")];
        _world.AnswerSlow();
        var whileItRuns = _world.Replies[_world.Start(order, behind: ending, workflow: "ending")];

        Assert.Equal(new ReplyContent.Repeated(ending, null), whileItWaits);
        Assert.Equal(new ReplyContent.Repeated(ending, null), whileItRuns);
        Assert.Equal(2, Ids().Length);
    }

    [Fact]
    public void One_with_a_start_time_lets_the_others_go_on_until_then()
    {
        Provision(_plans.Sequence("all", _plans.Step("a"), _plans.Event("wait", "visit")));
        var first = Start(ActivationAction.Change, "s");

        var ending = Deprovision("s", order => order with { RequestedStartTime = _world.Now.AddDays(2) });
        _world.Advance(TimeSpan.FromDays(1));
        Assert.Equal(ActivationState.Running, _world.StateOf(first).State);
        _world.Advance(TimeSpan.FromDays(1));

        Assert.Equal(["a", "undo-a", "end"], _world.Calls);
        Assert.Equal(
            (ActivationState.RolledBack, ActivationState.Completed),
            (_world.StateOf(first).State, _world.StateOf(ending).State));
    }

    [Fact]
    public void Where_the_workflow_lacks_an_input_the_service_is_left_to_its_ledger_and_not_forgotten()
    {
        Provision(_plans.Sequence(
            "all",
            _plans.Step("a", pointOfNoReturn: PointOfNoReturn.Hard),
            _plans.Event("wait", "visit")));
        var (_, service) = Begin();

        var ending = Deprovision(service, order => order with { Inherited = ["port"] }, workflow: "needy");

        Assert.Equal(["a"], _world.Calls);
        Assert.Equal(
            (ActivationState.Abandoned, $"Its workflow cannot be carried out: services/{service} has no 'port', which the "
                + "workflow needs. What the service holds is left to be undone from its ledger."),
            (_world.StateOf(ending).State, _world.StateOf(ending).StateReason));
        Assert.Equal(ServiceState.Terminated, _world.Services[service].State); // The journal says what is left of it.
    }

    [Fact]
    public void An_input_that_is_known_only_when_its_turn_comes_is_taken_then()
    {
        Provision(_plans.Sequence("all", _plans.Step("a"), _plans.Event("wait", "visit")));
        var before = Service("s") with { Input = Value.Object(("port", "7")) };
        Start(ActivationAction.Change, "s", order => order with { ServiceBefore = before });

        var ending = Deprovision("s", order => order with { Inherited = ["port"] }, workflow: "needy");

        Assert.Equal(["a", "undo-a", "end"], _world.Calls);
        Assert.Equal(
            (ActivationState.Completed, Value.Object(("port", "7"))),
            (_world.StateOf(ending).State, _world.StateOf(ending).Order.Input));
    }

    [Fact]
    public void A_crash_at_any_moment_changes_neither_the_end_nor_what_is_left()
    {
        for (var crashAfter = 0; CrashingAfter(crashAfter, out var end); crashAfter++)
            Assert.Equal("RolledBack Completed Terminated", end);
    }

    /// <summary>False where all was over before that many things were done.</summary>
    private bool CrashingAfter(int things, out string end)
    {
        var plans = new Plans();
        var ending = new Plans { Name = "ending" };
        _world = new ShardWorld(
            plans.Build(plans.Sequence("all", plans.Step("a"), plans.Step("b"), plans.Event("wait", "visit"))),
            ending.Build(ending.Step("end")));
        var (first, service) = Begin();
        var order = EndOf(service);
        _world.Enqueue(_world.NewStart(order, "ending", first));
        var done = 0;
        for (; done < things && _world.RunOne(); done++)
        {
        }

        _world.Crash();
        if (_world.Journal.All(one => one.Activation == first))
            _world.Start(order, behind: first, workflow: "ending");
        end = string.Join(' ', Ids().Select(id => _world.StateOf(id).State.ToString())
            .Append(_world.Services[service].State.ToString()));
        return done == things;
    }

    private void Provision(Activity root, params WorkflowPlan[] others)
    {
        var needy = new Plans { Name = "needy" };
        var port = new InputDeclaration("port", DataType.Object, Required: true, Value.Null, Sensitive: false);
        _world = new ShardWorld(
            _plans.Build(root),
            [.. others, _ending.Build(_ending.Step("end")), needy.Build(needy.Step("end"), port)]);
    }

    private (long Id, string Service) Begin()
    {
        _world.Start(Order(ActivationAction.Provision));
        return (_world.Id, _world.Services.Keys.Single());
    }

    private long Start(ActivationAction action, string service, Func<ActivationOrder, ActivationOrder>? with = null)
    {
        var order = Order(action) with { Service = service, ServiceBefore = Service(service) };
        _world.Start(with?.Invoke(order) ?? order);
        return Ids()[^1];
    }

    private long Deprovision(
        string service, Func<ActivationOrder, ActivationOrder>? with = null, string workflow = "ending")
    {
        var order = EndOf(service);
        var before = Ids();
        _world.Start(with?.Invoke(order) ?? order, behind: before[0], workflow: workflow);
        return Ids().Except(before).Single();
    }

    private ActivationOrder EndOf(string service) => Order(ActivationAction.Deprovision) with
    {
        Service = service,
        ServiceBefore = _world.Services.GetValueOrDefault(service) ?? Service(service),
    };

    private static ServiceEntry Service(string id) => new(id, "customer", "broadband", ServiceState.Active, 1)
    {
        Input = Value.EmptyObject,
    };

    private ActivationOrder Order(ActivationAction action) =>
        new("tester", $"request-{_world.Journal.Count}-{action}", "hash", "customer")
        {
            Action = action,
            Product = "broadband",
        };

    private void Resolve(long id, string step, FalloutDecision decision) => _world.Send(
        new SagaCommand.Resolve(ShardWorld.By("resolve"), step, decision, Value.Null, Value.Null), id);

    private long[] Ids() => [.. _world.Journal.Select(transition => transition.Activation).Distinct()];
}
