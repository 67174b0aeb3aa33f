using System.Collections.Immutable;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Activities;

/// <summary>Steps in what is cancelled.</summary>
public sealed class CancellationTests
{
    private readonly Plans _plans = new();

    [Fact]
    public void A_step_that_is_under_way_is_awaited_and_the_workflow_ends_then()
    {
        var world = new ShardWorld(_plans.Build(Fork(_plans.Step("slow"), _plans.Step("quick"))));
        world.Slow.Add("slow");
        world.Start();

        Assert.True(world.State.IsFinishing);
        world.AnswerSlow();

        Assert.Equal(ActivationState.Completed, world.State.State);
        Assert.Equal(StepState.Succeeded, world.State.FindStep("slow")!.State);
    }

    [Fact]
    public void It_is_undone_with_the_others_when_the_workflow_fails_later()
    {
        var world = new ShardWorld(_plans.Build(_plans.Sequence(
            "root",
            Fork(_plans.Step("slow"), _plans.Step("quick")),
            _plans.Step("last", retry: RetryPolicy.Default with { Attempts = 1 }))));
        world.Slow.Add("slow");
        world.Answers("last", new CallAnswer.Failed(new StepError("REFUSED", "Not today.")));
        world.Start();
        world.AnswerSlow();

        Assert.Equal(["slow", "quick", "last", "undo-slow", "undo-quick"], world.Calls);
        Assert.Equal(ActivationState.RolledBack, world.State.State);
    }

    [Fact]
    public void A_step_that_waits_for_its_next_attempt_is_left_out()
    {
        var world = new ShardWorld(_plans.Build(Fork(_plans.Step("retried"), _plans.Step("slow"))));
        world.Slow.Add("slow");
        world.Answers("retried", new CallAnswer.Failed(new StepError("BUSY", "Later.", Retryable: true)));
        world.Start();
        world.AnswerSlow();
        world.Advance(TimeSpan.FromHours(1));

        Assert.Equal(["retried", "slow"], world.Calls);
        Assert.Equal(ActivationState.Completed, world.State.State);
        Assert.Equal(StepState.Failed, world.State.FindStep("retried")!.State);
    }

    [Fact]
    public void After_a_crash_it_is_the_same()
    {
        var world = new ShardWorld(_plans.Build(Fork(_plans.Step("slow"), _plans.Step("quick"))));
        world.Slow.Add("slow");
        world.Start();
        world.Crash();
        world.Advance(TimeSpan.FromHours(1));

        Assert.Equal(ActivationState.Completed, world.State.State);
        Assert.Equal(Value.EmptyObject, world.State.Output);
    }

    private Fork Fork(params ImmutableArray<Activity> branches)
    {
        var fork = new Fork(new ActivityHeader(100, "fork", "fork", "Test", "/fork"), branches, waitAny: true);
        return _plans.With(fork);
    }
}
