using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Engine;

/// <summary>Events from one activation to others, through the journal and over the end of a process.</summary>
public sealed class PublicationTests
{
    [Fact]
    public async Task An_event_comes_to_all_that_wait_for_it_however_many_pages_of_the_journal_they_are()
    {
        await using var world = await NewWorld(new() { Pace = new(WritersMax: 1, BesideMin: 1), ReadPage = 7 });
        var hearers = await BeginHearers(world, 50);

        var publisher = EngineWorld.StateIn(await Publish(world, "r-1"));

        Assert.Equal(ActivationState.Completed, publisher.State);
        Assert.All(hearers, hearer => Assert.Contains("SignalReceived", world.Events(hearer)));
        Assert.Equal(["50 0"], Delivered(world, publisher.Id));
    }

    [Fact]
    public async Task What_no_longer_waits_is_not_found()
    {
        await using var world = await NewWorld(new() { Pace = new(WritersMax: 1, BesideMin: 1) });
        await BeginHearers(world, 1);

        await Publish(world, "r-1");
        var second = EngineWorld.StateIn(await Publish(world, "r-2"));

        Assert.Equal(["0 0"], Delivered(world, second.Id));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task An_event_comes_to_all_once_where_the_process_ends_on_the_way(int writes)
    {
        await using var world = await NewWorld(
            new() { Pace = new(WritersMax: 1, BesideMin: 1), ReadPage = 2, BatchTransitionsMax = 1 });
        var hearers = await BeginHearers(world, 5);
        var stopped = new TaskCompletionSource();
        var left = writes;
        world.Journal.AfterWrite = _ =>
        {
            if (--left > 0)
                return Task.CompletedTask;

            // The writer never learns that this was written, and nothing else is.
            stopped.TrySetResult();
            return new TaskCompletionSource().Task;
        };
        var call = Publish(world, "r-1");
        await stopped.Task.WaitAsync(EngineWorld.Patience);

        await world.RestartAsync();
        await world.Pass(() => world.Ids.All(id => world.Events(id).Last() == "ActivationCompleted"));

        Assert.All(hearers, hearer => Assert.Single(world.Events(hearer), name => name == "SignalReceived"));
        await Assert.ThrowsAsync<Orchestrator.Engine.EngineUnavailableException>(() => call);
    }

    private static async Task<EngineWorld> NewWorld(Orchestrator.Engine.EngineOptions options)
    {
        var hearer = new Plans();
        var publisher = new Plans { Name = "publisher" };
        var world = await new EngineWorld(
            hearer.Build(hearer.Sequence("both", hearer.Event("wait", "ready"), hearer.Step("a"))),
            null,
            null,
            publisher.Build(publisher.Publish("tell", "ready", 7)))
        { Options = options }.StartAsync();
        await world.Publish("publisher");
        return world;
    }

    private static async Task<IReadOnlyList<long>> BeginHearers(EngineWorld world, int count)
    {
        for (var number = 0; number < count; number++)
            await world.Begin();
        return world.Ids;
    }

    private static Task<ReplyContent> Publish(EngineWorld world, string request) =>
        world.Engine.StartActivationAsync(
            world.Order(request), world.PlanOf("publisher"), behind: 0, TimeSpan.FromHours(1), default)
                .WaitAsync(EngineWorld.Patience);

    private static IEnumerable<string> Delivered(EngineWorld world, long publisher) =>
        world.Facts(publisher).OfType<EventDelivered>().Select(delivered => $"{delivered.Reached} {delivered.Started}");
}
