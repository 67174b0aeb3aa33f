using Orchestrator.Core.Sagas;
using Orchestrator.Engine;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Engine;

/// <summary>More sleepers wake than there is room for.</summary>
public sealed class SleeperTests
{
    private static readonly TimeSpan Night = TimeSpan.FromHours(8);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task More_sleepers_than_fit_wake_as_there_is_room_and_none_is_forgotten(bool afterRestart)
    {
        await using var world = await StartAsync();
        for (var number = 0; number < 12; number++)
            await SleepAsync(world);

        var night = Night - TimeSpan.FromSeconds(30);
        if (!afterRestart)
        {
            world.Time.Advance(night);
        }
        else
        {
            await world.Engine.DisposeAsync();
            world.Time.Advance(night);
            await world.RestartAsync();
        }

        var (most, soon) = (0, world.Time.GetUtcNow() + TimeSpan.FromSeconds(25));
        await world.Pass(() =>
        {
            most = Math.Max(most, world.Engine.Statistics.ActivationsInMemory);
            return most >= 2 && world.Time.GetUtcNow() >= soon;
        });
        await world.Pass(() => world.Ids.All(id => world.Events(id).Last() == "ActivationCompleted"));

        Assert.InRange(most, 2, 3);
    }

    [Fact]
    public async Task Where_memory_is_full_for_good_sleepers_wake_all_the_same_a_page_at_a_time_and_it_is_told()
    {
        await using var world = await StartAsync();
        for (var number = 0; number < 3; number++)
            await SleepAsync(world);
        var sleepers = world.Ids.ToArray();
        var held = world.Adapter.Holds("b");
        var alsoHeld = world.Adapter.Holds("b");
        await BusyAsync(world);
        await BusyAsync(world);

        world.Time.Advance(Night);
        await world.Pass(() => world.Engine.Statistics.SleepersKeptOut > TimeSpan.Zero);
        await world.Pass(() => sleepers.All(id => world.Events(id).Last() == "ActivationCompleted"));
        held.SetResult(new Orchestrator.Adapters.Answer.Succeeded());
        alsoHeld.SetResult(new Orchestrator.Adapters.Answer.Succeeded());
        await world.Pass(() => world.Engine.Statistics.SleepersKeptOut == TimeSpan.Zero);

        Assert.All(sleepers, id => Assert.Single(world.Events(id), "StepSucceeded"));
    }

    /// <summary>There is room for two.</summary>
    private static Task<EngineWorld> StartAsync()
    {
        var (sleepy, busy) = (new Plans(), new Plans { Name = "busy" });
        return new EngineWorld(
            sleepy.Build(sleepy.Sequence("all", sleepy.Delay("night", Night.ToString()), sleepy.Step("a"))),
            adapter: new ScriptedAdapter("a", "b"),
            others: busy.Build(busy.Step("b")))
        {
            Options =
                new() { ActivationsMax = 2, ReadPage = 1, ReadersMax = 1, Pace = new(WritersMax: 1, BesideMin: 1) },
        }.StartAsync();
    }

    private static async Task SleepAsync(EngineWorld world)
    {
        await world.Begin();
        await EngineWorld.Until(() => world.Engine.Statistics.ActivationsInMemory == 0);
    }

    private static async Task BusyAsync(EngineWorld world)
    {
        var calls = world.Adapter.Calls.Count;
        await world.Engine.StartActivationAsync(world.Order(), world.PlanOf("busy"), behind: 0, TimeSpan.Zero, default)
            .WaitAsync(EngineWorld.Patience);
        await EngineWorld.Until(() => world.Adapter.Calls.Count > calls);
    }
}
