using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Core;

/// <summary>Whatever happens, a lane's width and rate hold, and everybody gets through.</summary>
public sealed class LanePropertyTests
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(300).WithQuietOnSuccess(true);

    [Fact]
    public void Never_are_more_in_a_lane_than_its_width_nor_begin_more_calls_in_a_period_than_its_rate() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<int>().ToArbitrary(), seed => Holds(seed, withFaults: true))
            .Check(Runs);

    [Fact]
    public void Without_faults_they_are_served_in_the_order_in_which_they_came() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<int>().ToArbitrary(), seed => Holds(seed, withFaults: false))
            .Check(Runs);

    private static bool Holds(int seed, bool withFaults)
    {
        var dice = new Random(seed);
        var rule = new LaneRule(
            dice.Next(1, 5),
            dice.Next(4) == 0 ? null : new LaneRate(dice.Next(1, 5), TimeSpan.FromSeconds(dice.Next(2, 20))));
        var plans = new Plans();
        var world = new ShardWorld(plans.Build(plans.Step("a", lane: "x"))) { Lanes = new([new("x", rule)]) };
        world.Slow.Add("a");
        for (var turn = 0; turn < 40; turn++)
        {
            Act(world, dice, withFaults);
            if (world.InFlight.Count > rule.Width)
                return false;
        }

        LetGo(world);
        var times = Begins(world).ToArray();
        return world.Journal.Select(one => one.Activation).Distinct().All(id => world.StateOf(id).IsFinished)
            && (rule.Rate is not { } rate || times.Zip(times.Skip(rate.Calls)).All(
                pair => pair.Second - pair.First >= rate.Period))
            && (withFaults || IsInOrder(world));
    }

    private static void Act(ShardWorld world, Random dice, bool withFaults)
    {
        switch (dice.Next(withFaults ? 10 : 5))
        {
            case 0 or 1: world.Start(); break;
            case 2: world.Advance(TimeSpan.FromSeconds(dice.Next(8))); break;
            case 3 or 4 when world.InFlight.Count > 0: world.AnswerSlow(); break;
            case 5 when world.InFlight.Count > 0: world.AnswerSlow(Outcomes.Busy); break;
            case 6 when world.InFlight.Count > 0:
                world.AnswerSlow(dice.Next(2) == 0 ? Outcomes.Refused : Outcomes.Lost);
                break;
            case 7 when world.Journal.Count > 0:
                world.Send(new SagaCommand.Hold(ShardWorld.By($"hold-{dice.Next()}")), Any(world, dice));
                break;
            case 8 when world.Journal.Count > 0:
                var who = ShardWorld.By($"other-{dice.Next()}");
                world.Send(
                    dice.Next(3) == 0 ? new SagaCommand.Cancel(who) : new SagaCommand.Release(who), Any(world, dice));
                break;
            case 9 when dice.Next(4) == 0: world.Crash(); break;
        }
    }

    private static long Any(ShardWorld world, Random dice) => world.Journal[dice.Next(world.Journal.Count)].Activation;

    /// <summary>The faults stop: held ones are released, and all is answered.</summary>
    private static void LetGo(ShardWorld world)
    {
        foreach (var id in world.Journal.Select(one => one.Activation).Distinct().ToArray())
            world.Send(new SagaCommand.Release(ShardWorld.By("at-the-end")), id);
        for (var turn = 0; turn < 400; turn++)
        {
            while (world.InFlight.Count > 0)
                world.AnswerSlow();
            world.Advance(TimeSpan.FromSeconds(5));
        }
    }

    private static IEnumerable<DateTimeOffset> Begins(ShardWorld world) => world.Journal.SelectMany(one =>
        one.Events.Where(happened => happened is StepRequested { Waits: false } or StepStarted).Select(_ => one.Time));

    private static bool IsInOrder(ShardWorld world)
    {
        var began = world.Journal.Where(
            one => one.Events.Any(happened => happened is StepRequested { Waits: false } or StepStarted))
            .Select(one => one.Activation).ToArray();
        return began.SequenceEqual(began.Order());
    }
}
