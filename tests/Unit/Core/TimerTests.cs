using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Core;

/// <summary>What the shards keep of the times that something is due.</summary>
public sealed class TimerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Due_times_of_activations_that_have_long_ended_are_not_kept_and_that_of_one_under_way_goes_off()
    {
        var plans = new Plans();
        var plan = plans.Build(plans.Sequence("all", plans.Step("a")));
        var shards = new OwnedShards(new Dictionary<int, long>());
        var order = new ActivationOrder("tester", "", "", "") { DueTime = Noon.AddYears(1) };

        var outputs = new List<ShardOutput>();
        shards.Handle(new ShardInput.Start(1, 0, order, plan, UntilEnd: false), Noon, outputs);
        Work(answersCalls: false);
        for (var ticket = 2; ticket <= 5_000; ticket++)
        {
            shards.Handle(new ShardInput.Start(ticket, 0, order, plan, UntilEnd: false), Noon, outputs);
            Work(answersCalls: true);
        }

        Assert.Equal(1, shards.Count);
        Assert.InRange(shards.TimersKept, 1, 1_100);
        shards.Handle(new ShardInput.Tick(), Noon.AddYears(1), outputs);
        Assert.IsType<DueTimePassed>(
            Assert.Single(Assert.Single(outputs.OfType<ShardOutput.Write>()).Transitions).Events[0]);

        void Work(bool answersCalls)
        {
            while (outputs.Count > 0)
            {
                var todo = outputs.ToArray();
                outputs.Clear();
                foreach (var output in todo)
                {
                    if (output is ShardOutput.Write write)
                        shards.Handle(new ShardInput.Written([write.Number]), Noon, outputs);
                    else if (output is ShardOutput.Call call && answersCalls)
                        shards.Handle(
                            new ShardInput.CallAnswered(call.Id, new CallAnswer.Succeeded(Value.EmptyObject)),
                            Noon,
                            outputs);
                }
            }
        }
    }
}
