using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Errors;
using Orchestrator.TestKit;
using static Orchestrator.Tests.Unit.Inventory.TimelineWorld;
using Kind = Orchestrator.V1.TimelineEntry.Types.Kind;

namespace Orchestrator.Tests.Unit.Inventory;

/// <summary>Pages of a timeline are the whole of it, in order, and cost what is on them.</summary>
public sealed class TimelinePageTests
{
    private readonly TimelineWorld _world = new();

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public async Task Random_histories_are_told_whole_and_in_order_whatever_the_size_of_a_page(int seed, bool oldestFirst)
    {
        var random = new Random(seed);
        for (var number = 0; number < 60; number++)
            await SomethingAsync(random, number);

        var whole = await _world.ReadAsync(Request(1000, oldestFirst));
        var paged = await _world.ReadAsync(Request(random.Next(1, 9), oldestFirst));
        var others = await _world.ReadAsync(Request(7, !oldestFirst));

        Assert.True(whole.Count > 100);
        Assert.Equal(whole, paged);
        Assert.Equal(whole.Count, whole.Distinct().Count());
        Assert.Equal(whole.OrderBy(Text), others.OrderBy(Text));
        var times = whole.Select(entry => entry.Time).ToList();
        Assert.Equal(oldestFirst ? times.Order() : times.OrderDescending(), times);
    }

    [Fact]
    public async Task A_page_of_a_customer_with_a_thousand_activations_reads_those_that_are_on_it()
    {
        for (var number = 0; number < 1000; number++)
            await _world.RunAsync(
                Order(ActivationAction.Resume, "s-1"),
                null,
                (number, new ActivationStarted()),
                (number + 0.5, new StepSucceeded("open-port")),
                (number + 2.5, new ActivationCompleted()));

        var newest = await _world.Timeline.HandleAsync(Request(50, oldestFirst: false), default);
        var read = CountingJournal.CountOf(_world.Counted);
        var next = Request(50, oldestFirst: false);
        next.PageToken = newest.NextPageToken;
        await _world.Timeline.HandleAsync(next, default);
        var oldest = await _world.Timeline.HandleAsync(Request(50, oldestFirst: true), default);

        Assert.Equal((50, 50), (newest.Entries.Count, oldest.Entries.Count));
        Assert.InRange(read, 10, 24);
        Assert.InRange(CountingJournal.CountOf(_world.Counted), read, 3 * 24);
    }

    [Fact]
    public async Task A_page_that_finds_little_ends_before_it_has_read_everything_and_the_next_one_goes_on()
    {
        await _world.RunAsync(
            Order(ActivationAction.Resume, "s-1"), null, (0, new ActivationHeld(new Who("ann", "r", "h", "wait"))));
        for (var number = 1; number <= 900; number++)
            await _world.RunAsync(Order(ActivationAction.Resume, "s-1"), null, (number, new ActivationCompleted()));
        var request = Request(50, oldestFirst: false);
        request.Kinds.Add(Kind.Decision);

        var page = await _world.Timeline.HandleAsync(request, default);
        var all = await _world.ReadAsync(request);

        Assert.Empty(page.Entries);
        Assert.NotEqual("", page.NextPageToken);
        Assert.Equal(["ann held it: wait."], all.Select(entry => entry.Summary));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_burst_of_a_thousand_activations_in_a_second_is_paged_to_its_end(bool oldestFirst)
    {
        for (var number = 0; number < 1000; number++)
            await _world.RunAsync(
                Order(ActivationAction.Resume, "s-1"),
                null,
                (number / 60_000.0, new ActivationStarted()),
                ((number + 500) / 60_000.0, new ActivationCompleted()));

        var all = await _world.ReadAsync(Request(100, oldestFirst)).WaitAsync(EngineWorld.Patience);

        Assert.Equal((4000, 4000), (all.Count, all.Distinct().Count()));
    }

    [Fact]
    public async Task What_comes_between_two_pages_is_neither_told_twice_nor_does_it_hide_anything()
    {
        for (var number = 0; number < 10; number++)
            await _world.ContactAsync(number, $"number {number}");
        var request = Request(4, oldestFirst: false);

        var first = await _world.Timeline.HandleAsync(request, default);
        await _world.ContactAsync(100, "new");
        await _world.RunAsync(Order(ActivationAction.Resume, "s-1"), null, (99, new ActivationCompleted()));
        request.PageToken = first.NextPageToken;
        var rest = await _world.ReadAsync(request);

        Assert.Equal(
            Enumerable.Range(0, 10).Reverse().Select(number => $"number {number}"),
            first.Entries.Concat(rest).Select(entry => entry.Contact.Summary));
    }

    [Fact]
    public async Task Where_the_clock_of_another_node_was_behind_nothing_is_left_out()
    {
        for (var number = 0; number < 40; number++)
            await _world.RunAsync(
                Order(ActivationAction.Resume, "s-1"),
                null,
                (number, new ActivationStarted()),
                (number + 3, new StepSucceeded("open-port")),
                (number + 1, new ActivationCompleted()));

        foreach (var oldestFirst in (bool[])[true, false])
        {
            var paged = await _world.ReadAsync(Request(3, oldestFirst));

            Assert.Equal(40 * 5, paged.Count);
            Assert.Equal(40 * 5, paged.Distinct().Count());
        }
    }

    [Fact]
    public async Task A_token_belongs_to_its_customer_filter_and_order()
    {
        for (var number = 0; number < 3; number++)
            await _world.ContactAsync(number, $"number {number}");
        var page = await _world.Timeline.HandleAsync(Request(1, oldestFirst: true), default);

        foreach (var change in (Action<V1.GetTimelineRequest>[])
            [r => r.Customer = "C-2", r => r.OldestFirst = false, r => r.Kinds.Add(Kind.Contact), r => r.PageToken += "x"])
        {
            var other = Request(1, oldestFirst: true);
            other.PageToken = page.NextPageToken;
            change(other);

            var refused = await Assert.ThrowsAsync<CallFailedException>(() => _world.Timeline.HandleAsync(other, default));

            Assert.Equal("page_token", Assert.Single(refused.Fields).Field);
        }
    }

    private async Task SomethingAsync(Random random, int number)
    {
        var minute = random.Next(200);
        switch (random.Next(4))
        {
            case 0:
                await _world.ContactAsync(minute, $"number {number}");
                break;
            case 1:
                await _world.PaymentAsync(minute, PaymentKind.Charge, $"number {number}");
                break;
            default:
                var events = new List<(double, SagaEvent)> { (minute, new ActivationStarted()) };
                for (var count = random.Next(6); count > 0; count--)
                    events.Add((events[^1].Item1 + random.Next(random.Next(4) == 0 ? 100 : 3), new StepSucceeded($"step-{number}-{count}")));
                events.Add((events[^1].Item1, new ActivationCompleted()));
                await _world.RunAsync(Order(ActivationAction.Resume, $"s-{random.Next(5)}"), null, [.. events]);
                break;
        }
    }

    private static string Text(V1.TimelineEntry entry) => entry.ToString();

    private static V1.GetTimelineRequest Request(int size, bool oldestFirst) =>
        new() { Customer = "C-1", PageSize = size, OldestFirst = oldestFirst };
}
