using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Core;

/// <summary>What a step got is still held for another service, which is not torn down.</summary>
public sealed class TeardownConflictTests
{
    private static readonly StepError Conflict = new(ErrorCodes.ResourceInTeardown, "Port r1/1 is held for services/x.");

    [Theory]
    [InlineData(OnFailure.RollBack)]
    [InlineData(OnFailure.Continue)]
    public void A_step_that_got_it_is_undone_with_all_that_was_done_before(OnFailure onFailure)
    {
        var world = World(onFailure).Answers("b", Got());

        world.Start(Order());

        Assert.Equal(["a", "b", "undo-b", "undo-a"], world.Calls);
        Assert.Equal(ActivationState.RolledBack, world.State.State);
        Assert.Equal(
            "Activity 'b' failed: Port r1/1 is held for services/x.",
            world.EventsOf(world.Id).OfType<RollbackStarted>().Single().Cause);
        Assert.Empty(world.Ledger.Entries);
    }

    [Fact]
    public void Where_the_step_says_so_a_person_decides_and_may_undo_it()
    {
        var world = World(OnFailure.FallOut).Answers("b", Got());

        world.Start(Order());

        Assert.Equal(["a", "b"], world.Calls);
        Assert.Equal(ErrorCodes.ResourceInTeardown, Assert.Single(world.State.Fallouts).Error.Code);
        Assert.Single(world.Ledger.Entries);

        world.Send(new SagaCommand.Resolve(
            ShardWorld.By("r-1"), "b", FalloutDecision.RollBack, Value.Null, Value.Null));
        Assert.Equal(ActivationState.RolledBack, world.State.State);
        Assert.Empty(world.Ledger.Entries);
    }

    [Fact]
    public void A_person_who_knows_that_it_may_be_used_lets_the_workflow_go_on()
    {
        var world = World(OnFailure.FallOut).Answers("b", Got());
        world.Start(Order());

        world.Send(new SagaCommand.Resolve(
            ShardWorld.By("r-1"), "b", FalloutDecision.Skip, Value.Null, Value.Null));

        Assert.Equal(["a", "b", "c"], world.Calls);
        Assert.Equal(ActivationState.Completed, world.State.State);
        Assert.Single(world.Ledger.Entries);
    }

    [Fact]
    public void What_a_read_back_finds_counts_as_well()
    {
        var world = World(OnFailure.RollBack)
            .Answers("b", new CallAnswer.Unknown("lost"))
            .ReadsBack("b", new ReadBack.Done(Value.Null) { Conflict = Conflict });

        world.Start(Order());

        Assert.Equal(["a", "b", "b?", "undo-b", "undo-a"], world.Calls);
        Assert.Equal(ActivationState.RolledBack, world.State.State);
    }

    private static CallAnswer.Succeeded Got() => new(Value.Null)
    {
        Resources = [new ResourceFact("port", "r1/1")],
        Conflict = Conflict,
    };

    private static ShardWorld World(OnFailure onFailure)
    {
        var plans = new Plans();
        return new ShardWorld(plans.Build(plans.Sequence(
            "all", plans.Step("a"), plans.Step("b", onFailure: onFailure), plans.Step("c"))));
    }

    private static ActivationOrder Order() =>
        new("tester", "r", "hash", "customer") { Action = ActivationAction.Provision, Product = "broadband" };
}
