using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.TestKit.Core;
using static Orchestrator.Tests.Unit.Core.Outcomes;

namespace Orchestrator.Tests.Unit.Core;

/// <summary>What the simulator found where something came to an activation that was being written.</summary>
public sealed class FoundBySimulationInWritingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly Plans _plans = new();

    [Fact]
    public void An_end_that_follows_from_a_lane_that_became_free_is_told_when_it_is_durable_and_not_before()
    {
        var plan = _plans.Build(_plans.Parallel(
            "all",
            _plans.Step("a", lane: "router"),
            _plans.Step("b", lane: "router"),
            _plans.Step("c", canUndo: false)));
        var shards = new OwnedShards(new Dictionary<int, long>());
        var outputs = new List<ShardOutput>();
        shards.Handle(new ShardInput.Start(1, 0, new("t", "r", "h", "c"), plan, true), Noon, outputs);
        shards.Handle(new ShardInput.Written([1]), Noon, outputs);
        var calls = outputs.OfType<ShardOutput.Call>().ToDictionary(call => call.Id.Step, call => call.Id);
        shards.Handle(
            new ShardInput.CallAnswered(calls["a"], new CallAnswer.Failed(new StepError("REFUSED", "No."))),
            Noon,
            outputs);
        shards.Handle(new ShardInput.CallAnswered(calls["c"], Done()), Noon, outputs);

        shards.Handle(new ShardInput.Written([2]), Noon, outputs);

        var last = outputs.OfType<ShardOutput.Write>().Last();
        Assert.Contains(
            last.Transitions.SelectMany(one => one.Events), happened => happened is ActivationRolledBack);
        Assert.DoesNotContain(outputs, output => output is ShardOutput.Reply);
        shards.Handle(new ShardInput.Written([last.Number]), Noon, outputs);
        Assert.Contains(outputs, output => output is ShardOutput.Reply);
    }

    [Fact]
    public void Nobody_is_asked_what_became_of_a_call_when_a_late_answer_has_told()
    {
        var world = new ShardWorld(_plans.Build(_plans.Parallel("all", _plans.Step("a"), _plans.Step("b"))));
        world.Answers("a", new CallAnswer.Unknown("There was no answer."));
        world.ReadsBack("a", [.. Enumerable.Repeat(new ReadBack.StillUnknown("It cannot be told yet."), 100)]);
        world.Slow.Add("b");
        world.Start();
        world.Advance(TimeSpan.FromDays(1));
        Assert.Equal("FalloutRaised", world.Events.Last());
        var asked = world.Calls.Count;

        world.JournalWorks = false;
        world.AnswerSlow();
        world.Enqueue(world.NewCommand(new SagaCommand.Resolve(
            ShardWorld.By("retry"), "a", FalloutDecision.Retry, Value.Null, Value.Null)));
        world.Enqueue(new ShardInput.ReadAnswered(new(world.Id, "a", false, 1), new ReadBack.Done(Value.Null)));
        world.JournalWorks = true;
        world.Run();

        Assert.Equal(asked, world.Calls.Count);
        Assert.Equal(ActivationState.Completed, world.State.State);
    }
}
