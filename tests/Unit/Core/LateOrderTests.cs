using Orchestrator.Core.Leases;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Core;

/// <summary>Activations that take a service which has become another one since they were told of it.</summary>
public sealed class LateOrderTests
{
    private const int Shard = 5;

    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly long Occupant = ActivationId.First(Noon, shard: 9);

    private static readonly ServiceEntry Told = new("line", "c", "broadband", ServiceState.Active, Occupant - 1);
    private static readonly ServiceEntry Ended =
        Told with { State = ServiceState.Terminated, Activation = Occupant + 1, EndTime = Noon };

    private static readonly ActivationOrder Order = new("t", "r", "h", "c")
    {
        Action = ActivationAction.Suspend,
        Service = "line",
        Product = "broadband",
        ServiceBefore = Told,
        QueueOnConflict = true,
    };

    private readonly WorkflowPlan _plan;
    private readonly OwnedShards _shards = new(new Dictionary<int, long>()) { IsLeased = true };
    private readonly List<ShardOutput> _outputs = [];

    public LateOrderTests()
    {
        var plans = new Plans();
        _plan = plans.Build(plans.Step("a"));
        ShardLease[] leases = [new(Shard, 1)];
        _shards.Handle(new ShardInput.Gained(leases, 0), Noon, _outputs);
        _shards.Handle(new ShardInput.Recovered { Leases = leases }, Noon, _outputs);
    }

    [Fact]
    public void A_start_says_what_it_was_told_of_its_service_and_one_that_makes_its_service_was_told_nothing()
    {
        Start(Order);
        Start(Order with { Action = ActivationAction.Custom, RequestId = "r2" });
        Start(Order with { Action = ActivationAction.Provision, Service = "", ServiceBefore = null, RequestId = "r3" });

        Assert.Equal([Told, Told, null], _outputs.OfType<ShardOutput.Write>().Select(write => write.Transitions[0].Seen));
    }

    [Fact]
    public void A_start_whose_service_has_changed_did_not_come_to_be_and_is_to_be_checked_anew()
    {
        Start(Order);

        Refuse(Ended);

        Assert.Equal(new ReplyContent.ServiceChanged(Ended.Activation), Assert.Single(_outputs.OfType<ShardOutput.Reply>()).Content);
        Assert.Equal(0, _shards.Count);
    }

    [Fact]
    public void One_that_waits_says_so_when_it_takes_the_service_and_not_before()
    {
        Start(Order, behind: Occupant);
        Assert.Null(LastWrite.Transitions[0].Seen);

        GoOn();

        Assert.Equal(Told with { Activation = Occupant }, LastWrite.Transitions[0].Seen);
    }

    [Fact]
    public void One_that_has_waited_and_finds_another_service_than_it_was_left_begins_on_that()
    {
        var now = Told with { Activation = Occupant + 1, Input = Value.Object(("speed", 250)) };
        var id = Wait();

        Refuse(now);
        Load(id);

        var taken = LastWrite.Transitions[0];
        Assert.Equal([nameof(ServiceTakenOver), nameof(ActivationStarted), nameof(StepRequested)], taken.Events.Select(one => one.Type));
        Assert.Equal((now, now with { Activation = id }), (taken.Seen, taken.Service));
    }

    [Fact]
    public void One_that_has_waited_and_finds_that_the_service_has_ended_is_cancelled_and_says_why()
    {
        var id = Wait();

        Refuse(Ended);
        Load(id);

        Assert.Equal(
            [new ActivationCancelled("services/line is Terminated: SUSPEND needs one that is active.")], LastWrite.Transitions[0].Events);
    }

    [Fact]
    public void Who_has_the_service_from_one_that_ends_in_the_same_write_has_nothing_to_compare()
    {
        Start(Order);
        Done();
        var first = LastWrite.Transitions[0].Activation;
        Start(Order with { RequestId = "r2" }, behind: first);
        Done();

        _shards.Handle(
            new ShardInput.Command(9, first, new SagaCommand.Cancel(new Who("ann", "c1", "h", "enough"))), Noon, _outputs);
        var call = _outputs.OfType<ShardOutput.Call>().First().Id;
        Done();
        _shards.Handle(new ShardInput.CallAnswered(call, new CallAnswer.Failed(new StepError("NO", "no"))), Noon, _outputs);

        var handedOver = _outputs.OfType<ShardOutput.Write>().Single(write => write.Transitions.Count > 1);
        Assert.Contains(handedOver.Transitions, one => one.Events.OfType<ServiceTakenOver>().Any());
        Assert.All(handedOver.Transitions, one => Assert.Null(one.Seen));
    }

    private ShardOutput.Write LastWrite => _outputs.OfType<ShardOutput.Write>().Last();

    private void Start(ActivationOrder order, long behind = 0) => _shards.Handle(
        new ShardInput.Start(1, Shard, order, _plan, false) { Behind = behind }, Noon, _outputs);

    private void Done() => _shards.Handle(new ShardInput.Written([LastWrite.Number]), Noon, _outputs);

    /// <summary>It has waited for one of another node, which has ended, and its write is on its way.</summary>
    private long Wait()
    {
        Start(Order, behind: Occupant);
        GoOn();
        return LastWrite.Transitions[0].Activation;
    }

    private void GoOn()
    {
        Done();
        var accepted = new ActivationAccepted(Order, _plan.Id.Definition, _plan.Id.Version);
        var ended = new Transition(Occupant, 2, Noon, [accepted, new ActivationCancelled("enough")]);
        _shards.Handle(new ShardInput.EndedElsewhere(SagaState.Fold(Occupant, _plan, [ended])), Noon, _outputs);
    }

    private void Refuse(ServiceEntry now) => _shards.Handle(
        new ShardInput.WriteRefused(
            LastWrite.Number, LastWrite.Transitions[0].Activation, now.Activation, SameRequest: false)
        { Changed = now },
        Noon,
        _outputs);

    /// <summary>As the journal has it: accepted, and waiting.</summary>
    private void Load(long id)
    {
        var asked = _outputs.OfType<ShardOutput.Load>().Single(load => load.Activation == id);
        var history = _outputs.OfType<ShardOutput.Write>().First().Transitions;
        _shards.Handle(new ShardInput.Loaded(id, _plan, history) { Token = asked.Token }, Noon, _outputs);
    }
}
