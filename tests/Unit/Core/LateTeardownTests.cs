using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Core;

/// <summary>A deprovisioning for later, whose service becomes one of another product until then.</summary>
public sealed class LateTeardownTests
{
    private static readonly ServiceEntry Copper = new("s", "customer", "copper", ServiceState.Active, 1)
    {
        Input = Value.EmptyObject,
        ProductVersion = 1,
    };

    private static readonly Value Given = Value.Object(("fibre", "F-9"));

    private readonly WorkflowPlan _fibreEnd;
    private readonly ShardWorld _world;

    public LateTeardownTests()
    {
        var (plans, fibre) = (new Plans(), new Plans { Name = "fibre-end" });
        _fibreEnd = fibre.Build(fibre.Step("end-fibre"));
        _world = new ShardWorld(plans.Build(plans.Step("a")), _fibreEnd);
    }

    [Fact]
    public void It_ends_the_service_as_what_it_is_then_and_says_what_has_changed()
    {
        _world.Teardowns = wanted => Found(wanted, _fibreEnd);
        var ending = Start(ActivationAction.Deprovision, inDays: 30);
        Start(ActivationAction.Change, product: "fibre");

        _world.Advance(TimeSpan.FromDays(30));

        var state = _world.StateOf(ending);
        Assert.Equal((ActivationState.Completed, _fibreEnd.Id, "fibre"), (state.State, state.Plan.Id, state.Order.Product));
        Assert.Equal(["a", "end-fibre"], _world.Calls);
        Assert.Equal(
            new WorkflowReplaced("fibre-end", _fibreEnd.Id.Version, "fibre", 2) { Input = Given },
            Assert.Single(_world.EventsOf(ending).OfType<WorkflowReplaced>()));
        Assert.Equal(ServiceState.Terminated, _world.Services["s"].State);
    }

    [Fact]
    public void Until_its_time_it_keeps_what_was_ordered_and_one_whose_service_is_what_it_was_keeps_it_for_good()
    {
        _world.Teardowns = wanted => throw new InvalidOperationException("Nobody asks.");
        var ending = Start(ActivationAction.Deprovision, inDays: 30);
        Start(ActivationAction.Suspend);

        _world.Advance(TimeSpan.FromDays(30));

        Assert.Equal(ActivationState.Completed, _world.StateOf(ending).State);
        Assert.Equal(["a", "a"], _world.Calls);
    }

    [Fact]
    public void An_answer_about_the_service_as_it_was_before_is_asked_for_again()
    {
        var asked = 0;
        _world.Teardowns = wanted => ++asked == 1
            ? Found(wanted, _fibreEnd) with { Service = Copper }
            : Found(wanted, _fibreEnd);
        var ending = Start(ActivationAction.Deprovision, inDays: 30);
        Start(ActivationAction.Change, product: "fibre");

        _world.Advance(TimeSpan.FromDays(30));

        Assert.Equal((2, ActivationState.Completed), (asked, _world.StateOf(ending).State));
    }

    [Fact]
    public void What_a_crash_made_forgotten_is_asked_again()
    {
        _world.Teardowns = wanted => new(-1, wanted.Order.ServiceBefore!, null, Value.Null, null);
        var ending = Start(ActivationAction.Deprovision, inDays: 30);
        Start(ActivationAction.Change, product: "fibre");
        _world.Advance(TimeSpan.FromDays(30));
        Assert.Equal(ActivationState.Scheduled, _world.StateOf(ending).State);

        _world.Teardowns = wanted => Found(wanted, _fibreEnd);
        _world.Crash();
        _world.Run();

        Assert.Equal(ActivationState.Completed, _world.StateOf(ending).State);
        Assert.Equal(["a", "end-fibre"], _world.Calls);
    }

    [Fact]
    public void One_that_is_withdrawn_while_it_is_looked_for_does_nothing()
    {
        ShardOutput.FindTeardown? asked = null;
        _world.Teardowns = wanted => new(-1, (asked = wanted).Order.ServiceBefore!, null, Value.Null, null);
        var ending = Start(ActivationAction.Deprovision, inDays: 30);
        Start(ActivationAction.Change, product: "fibre");
        _world.Advance(TimeSpan.FromDays(30));

        _world.Send(new SagaCommand.Cancel(ShardWorld.By("c-1")), ending);
        _world.Enqueue(Found(asked!, _fibreEnd));
        _world.Run();

        Assert.Equal(ActivationState.Cancelled, _world.StateOf(ending).State);
        Assert.Equal(["a"], _world.Calls);
        Assert.Equal((ServiceState.Active, "fibre"), (_world.Services["s"].State, _world.Services["s"].Product));
    }

    [Fact]
    public void Where_nobody_knows_what_ends_it_the_service_is_left_to_its_ledger()
    {
        _world.Teardowns = wanted => new(
            wanted.Activation, wanted.Order.ServiceBefore!, null, Value.Null, "Product 'fibre' is not known any more.");
        var ending = Start(ActivationAction.Deprovision, inDays: 30);
        Start(ActivationAction.Change, product: "fibre");

        _world.Advance(TimeSpan.FromDays(30));

        var state = _world.StateOf(ending);
        Assert.Equal(
            (ActivationState.Abandoned, "Its workflow cannot be carried out: Product 'fibre' is not known any more. What the "
                + "service holds is left to be undone from its ledger."),
            (state.State, state.StateReason));
    }

    private static ShardInput.TeardownFound Found(ShardOutput.FindTeardown wanted, WorkflowPlan plan) =>
        new(wanted.Activation, wanted.Order.ServiceBefore!, plan, Given, null);

    private long Start(ActivationAction action, int inDays = 0, string product = "copper")
    {
        var before = _world.Journal.Select(one => one.Activation).ToHashSet();
        _world.Start(new ActivationOrder("tester", $"request-{_world.Journal.Count}", "hash", "customer")
        {
            Action = action,
            Product = product,
            ProductVersion = product == "copper" ? 1 : 2,
            Service = "s",
            ServiceBefore = _world.Services.GetValueOrDefault("s") ?? Copper,
            RequestedStartTime = inDays == 0 ? null : _world.Now.AddDays(inDays),
        });
        return _world.Journal.Select(one => one.Activation).First(id => !before.Contains(id));
    }
}
