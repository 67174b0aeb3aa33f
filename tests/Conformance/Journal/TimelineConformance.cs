using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using static Orchestrator.Tests.Conformance.Journal.Facts;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>A customer's activations are told in the order in which they began, or last did something, page by page.</summary>
public abstract class TimelineConformance(Func<Task<JournalHost>> newHost) : JournalConformance(newHost)
{
    private ITimelineStore Timelines => Process.Customers.Timelines;

    [Fact]
    public async Task The_oldest_first_is_the_order_in_which_they_began()
    {
        await WriteAsync();

        Assert.Equal([Id(1), Id(2), Id(3)], await IdsAsync(new("customer-1", 9) { OldestFirst = true }));
        Assert.Equal([Id(1), Id(2)], await IdsAsync(new("customer-1", 2) { OldestFirst = true }));
        Assert.Equal(
            [Id(3)],
            await IdsAsync(new("customer-1", 2) { OldestFirst = true, After = new ActivationSpan(Id(2), Noon) }));
        Assert.Empty(await IdsAsync(new("customer-2", 9)));
    }

    [Fact]
    public async Task The_newest_first_is_the_order_of_their_last_events()
    {
        await WriteAsync();

        var all = await Timelines.ListSpansAsync(new("customer-1", 9), default);
        var next = await IdsAsync(new("customer-1", 9) { After = all[0] });

        Assert.Equal([Id(1), Id(3), Id(2)], all.Select(one => one.Activation));
        Assert.Equal(Noon.AddHours(9), all[0].Last);
        Assert.Equal([Id(3), Id(2)], next);
    }

    [Fact]
    public async Task They_are_narrowed_by_service_by_their_last_event_and_by_their_beginning()
    {
        await WriteAsync();

        Assert.Equal([Id(2)], await IdsAsync(new("customer-1", 9) { Service = "s-2" }));
        Assert.Equal([Id(1)], await IdsAsync(new("customer-1", 9) { LastFrom = Noon.AddHours(9) }));
        Assert.Empty(await IdsAsync(new("customer-1", 9) { LastFrom = Noon.AddHours(9).AddTicks(10) }));
        Assert.Equal([Id(1), Id(2)], await IdsAsync(new("customer-1", 9) { UpTo = Id(2) }));
    }

    private async Task WriteAsync()
    {
        await WrittenAsync(Write(1, Start(Id(1), "s-1")), Write(2, Start(Id(2), "s-2")), Write(3, Start(Id(3))));
        await WrittenAsync(Write(4, Step(Id(1), 3) with { Time = Noon.AddHours(9) }));
    }

    private async Task<long[]> IdsAsync(SpanQuery query) =>
        [.. (await Timelines.ListSpansAsync(query, default)).Select(one => one.Activation)];
}
