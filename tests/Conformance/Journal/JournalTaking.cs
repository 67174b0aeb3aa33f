using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Engine.Ports;
using static Orchestrator.Tests.Conformance.Journal.Facts;
using static Orchestrator.Tests.Conformance.Journal.Holdings;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>A service is taken as it was told, or not at all.</summary>
public abstract class JournalTaking(Func<Task<JournalHost>> newHost) : JournalConformance(newHost)
{
    private static readonly ServiceEntry Told = Service("s-1") with
    {
        Input = Value.Object(("speed", 99.5), ("name", "Zoë \"<&>\" 🌍\n"), ("ports", Value.Array(1, 2e300, -0.1))),
        ProductVersion = 3,
        CreateTime = Noon,
        ActiveTime = Noon.AddTicks(10),
    };

    [Fact]
    public async Task A_service_that_is_as_it_was_told_is_taken()
    {
        await FreeAsync();

        await WrittenAsync(Write(3, Late(2)));

        Assert.Equal(Told with { Activation = Id(2) }, await Services.FindAsync("s-1", default));
    }

    [Fact]
    public async Task An_order_that_was_checked_before_its_service_ended_is_refused_and_nothing_of_it_is_left()
    {
        await FreeAsync();
        var ended = Told with { State = ServiceState.Terminated, EndTime = Noon, Activation = Id(5) };
        await ChangeAsync(ended);

        var results = await Journal.WriteAsync([Write(6, Start(Id(9))), Write(7, Late(2)), Write(8, Start(Id(10)))], default);

        Assert.Equal([new(6), new(7, Refusal(ended)), new(8)], results);
        Assert.Null(await ReadAsync(Id(2)));
        Assert.Equal([Id(10), Id(9), Id(5), Id(1)], await ListAsync(new(9)));
        Assert.Null(await Journal.FindRequestAsync("order-system", "late", default));
        Assert.Equal(ended, await Services.FindAsync("s-1", default));
        await WrittenAsync(Write(9, Start(Id(11), Order("late"))));
    }

    [Fact]
    public async Task A_service_that_was_to_end_and_was_torn_down_incompletely_is_not_taken()
    {
        await FreeAsync();
        await WrittenAsync(Write(3, Start(Id(5), "s-1") with { Ledger = [Held(Port("s-1", "r1/1", 5))] }));
        await WrittenAsync(Write(4, Completed(Id(5), 3) with { Service = Ended("s-1", 5) }));

        var results = await Journal.WriteAsync([Write(5, Late(2))], default);

        Assert.Equal([new(5, Refusal(Incomplete("s-1", "1 resource is left.", 5)))], results);
    }

    [Theory]
    [InlineData("suspended")]
    [InlineData("of another product")]
    [InlineData("of another version")]
    [InlineData("with another input")]
    [InlineData("without an input")]
    [InlineData("had by another")]
    public async Task What_somebody_has_made_of_the_service_since_is_not_overwritten(string now)
    {
        await FreeAsync();
        var changed = now switch
        {
            "suspended" => Told with { State = ServiceState.Suspended, Reason = "A bill." },
            "of another product" => Told with { Product = "broadband-plus" },
            "of another version" => Told with { ProductVersion = 4 },
            "with another input" => Told with { Input = Value.Object(("speed", 250)) },
            "without an input" => Told with { Input = Value.Null },
            _ => Told,
        } with
        { Activation = now == "had by another" ? Id(5) : Told.Activation };
        await ChangeAsync(changed);

        var results = await Journal.WriteAsync([Write(5, Late(2))], default);

        Assert.Equal([new(5, Refusal(changed))], results);
        Assert.Equal(changed, await Services.FindAsync("s-1", default));
    }

    [Fact]
    public async Task The_end_of_a_service_and_an_order_that_comes_late_may_be_in_one_batch()
    {
        await FreeAsync();
        await WrittenAsync(Write(3, Start(Id(5), "s-1")));
        var ended = Ended("s-1", 5);

        var results = await Journal.WriteAsync(
            [Write(4, Completed(Id(5), 3) with { Service = ended }), Write(5, Late(2)), Write(6, Start(Id(9)))], default);

        Assert.Equal([new(4), new(5, Refusal(ended)), new(6)], results);
        Assert.Equal(ended, await Services.FindAsync("s-1", default));
    }

    [Fact]
    public async Task Of_two_orders_in_one_batch_that_were_told_the_same_the_first_has_the_service()
    {
        await FreeAsync();

        var results = await WriteAsync(Write(3, Late(2)), Write(4, Late(3, "later")));

        Assert.Equal(["3 written", $"4 refused: {Id(3)} because of {Id(2)}"], results);
    }

    [Fact]
    public async Task One_that_has_waited_is_refused_the_same_and_stays_as_it_is()
    {
        await FreeAsync();
        await WrittenAsync(Write(3, Queued(Id(2), "s-1")));
        await ChangeAsync(Ended("s-1", 5));

        var results = await Journal.WriteAsync(
            [Write(6, Entry(Id(2), 3, ActivationState.Running, "s-1", Wake.Now) with { Seen = Told })], default);

        Assert.Equal([new(6, Refusal(Ended("s-1", 5)))], results);
        Assert.Equal([2L], await SequencesAsync(Id(2)));
    }

    [Fact]
    public async Task A_start_whose_outcome_was_not_learnt_may_be_sent_again_though_it_has_the_service_itself()
    {
        await FreeAsync();
        await WrittenAsync(Write(3, Late(2)));

        await WrittenAsync(Write(3, Late(2)), Write(4, Start(Id(9))));

        Assert.Equal([2L], await SequencesAsync(Id(2)));
    }

    [Fact]
    public async Task A_request_that_repeats_changes_nothing_of_the_service()
    {
        await FreeAsync();
        await WrittenAsync(Write(3, Late(2)));
        await WrittenAsync(Write(4, Completed(Id(2), 3)));
        var now = Told with { Activation = Id(2) };

        var results = await WriteAsync(Write(5, Taking(3, now, "late")));

        Assert.Equal([$"5 refused: {Id(3)} repeats {Id(2)}"], results);
        Assert.Equal(now, await Services.FindAsync("s-1", default));
    }

    [Fact]
    public async Task A_service_that_nobody_knows_is_no_reason_to_refuse() => await WrittenAsync(Write(1, Late(2)));

    /// <summary>The service is as it was told, and free.</summary>
    private async Task FreeAsync()
    {
        await WrittenAsync(Write(1, Start(Id(1), "s-1") with { Service = Told }));
        await WrittenAsync(Write(2, Completed(Id(1), 3)));
    }

    /// <summary>Somebody has it in between.</summary>
    private async Task ChangeAsync(ServiceEntry now)
    {
        await WrittenAsync(Write(3, Start(Id(5), "s-1")));
        await WrittenAsync(Write(4, Completed(Id(5), 3) with { Service = now }));
    }

    private static Transition Late(int id, string request = "late") => Taking(id, Told, request);

    private static Transition Taking(int id, ServiceEntry told, string request) =>
        Start(Id(id), Order(request) with { Service = "s-1", ServiceBefore = told }) with
        {
            Seen = told,
            Service = told with { Activation = Id(id) },
        };

    private static WriteRefusal Refusal(ServiceEntry now) => new(Id(2), now.Activation, SameRequest: false) { Changed = now };
}
