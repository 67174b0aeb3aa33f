using System.Collections.Immutable;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;
using static Orchestrator.Tests.Conformance.Journal.Facts;
using static Orchestrator.Tests.Conformance.Journal.Holdings;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>What a commit makes of what services hold.</summary>
public abstract class LedgerChanges(Func<Task<JournalHost>> newHost) : JournalConformance(newHost)
{
    private static readonly LedgerEntry First = Port("s-1", "r1/1");
    private static readonly LedgerEntry Second = Port("s-1", "r1/2");

    [Fact]
    public async Task What_a_step_made_is_held_with_its_maker_its_key_its_time_and_its_attributes()
    {
        var odd = Port("s-1", "ö \U0001F600\n'", step: "reserve[ß]");
        await BeginAsync("s-1");

        await HappenAsync(3, Held(First), Held(odd), Held(Second with { Attributes = None }));

        Assert.Equal([First, Second with { Attributes = None }, odd], await HeldAsync("s-1"));
    }

    [Fact]
    public async Task What_is_held_already_keeps_its_maker_and_gets_the_new_attributes()
    {
        var changed = First with
        {
            Activation = Id(2),
            Step = "change-speed",
            Key = "2/change-speed/do",
            Since = Noon.AddDays(1),
            Attributes = None.Add("speed", "250"),
        };
        await BeginAsync("s-1");
        await HappenAsync(3, Held(First));

        await HappenAsync(4, Held(changed));

        Assert.Equal([First with { Attributes = changed.Attributes }], await HeldAsync("s-1"));
    }

    [Fact]
    public async Task What_is_released_is_held_no_more_whoever_made_it_and_nothing_else_goes_with_it()
    {
        await BeginAsync("s-1", "s-2");
        await HappenAsync(3, Held(First), Held(Second), Held(Port("s-2", "r1/1")));

        await HappenAsync(4, Released(First with { Activation = Id(7) }), Released(Port("s-1", "r1/9")));

        Assert.Equal([Second], await HeldAsync("s-1"));
        Assert.Equal([Port("s-2", "r1/1")], await HeldAsync("s-2"));
    }

    [Fact]
    public async Task What_is_undone_goes_where_that_step_of_that_activation_made_it()
    {
        await BeginAsync("s-1");
        await HappenAsync(3, Held(First), Held(Second));

        await HappenAsync(4, Undone(First with { Activation = Id(2) }), Undone(Second with { Step = "another" }));
        Assert.Equal([First, Second], await HeldAsync("s-1"));

        await HappenAsync(5, Undone(First), Undone(Second));
        Assert.Empty(await HeldAsync("s-1"));
    }

    [Fact]
    public async Task Everything_that_one_call_made_goes_by_its_key_and_only_of_that_service()
    {
        var mailbox = new LedgerEntry("s-1", "mail", "mailbox", "ada") with { Key = First.Key, Since = Noon };
        await BeginAsync("s-1", "s-2");
        await HappenAsync(
            3, Held(First), Held(mailbox), Held(Second with { Key = "another" }), Held(Port("s-2", "r1/1")));

        await HappenAsync(4, new LedgerChange.KeyUndone("s-1", First.Key));

        Assert.Equal([Second with { Key = "another" }], await HeldAsync("s-1"));
        Assert.Equal([Port("s-2", "r1/1")], await HeldAsync("s-2"));
    }

    [Fact]
    public async Task Several_changes_of_one_resource_in_a_transition_are_made_in_their_order()
    {
        var again = First with { Step = "again", Attributes = None };
        await BeginAsync("s-1");
        await HappenAsync(3, Held(Second));

        await HappenAsync(4, Held(First), Released(First), Held(again), Released(Second), Held(Second), Undone(Second));

        Assert.Equal([again], await HeldAsync("s-1"));
    }

    [Fact]
    public async Task What_one_call_made_goes_before_what_is_held_after_it_and_after_what_was_held_before()
    {
        await BeginAsync("s-1");

        await HappenAsync(
            3,
            Held(First),
            new LedgerChange.KeyUndone("s-1", First.Key),
            Held(Second),
            Held(First with { Step = "again" }));

        Assert.Equal([First with { Step = "again" }, Second], await HeldAsync("s-1"));
    }

    [Fact]
    public async Task Changes_of_one_resource_by_several_writes_of_a_batch_are_made_in_their_order()
    {
        await BeginAsync("s-1", "s-2");
        await WrittenAsync(Write(9, Start(Id(9))));

        await WrittenAsync(
            Write(3, Step(Id(1), 3) with { Ledger = [Held(First), Held(Second)] }),
            Write(4, Step(Id(2), 3) with { Ledger = [Held(Port("s-2", "r1/1", 2)), Released(Second)] }),
            Write(
                5,
                Step(Id(9), 3) with { Ledger = [Released(First)] },
                Step(Id(9), 4) with { Ledger = [Held(First with { Step = "again" })] }));

        Assert.Equal([First with { Step = "again" }], await HeldAsync("s-1"));
        Assert.Equal([Port("s-2", "r1/1", 2)], await HeldAsync("s-2"));
    }

    [Fact]
    public async Task A_write_that_is_sent_again_changes_nothing_that_others_have_changed_since()
    {
        var write = Write(3, Step(Id(1), 3) with { Ledger = [Held(First), Held(Second)] });
        await BeginAsync("s-1");
        await WrittenAsync(write);
        await HappenAsync(4, Released(First));

        await WrittenAsync(write);
        await WrittenAsync(write, Write(5, Step(Id(1), 5) with { Ledger = [Held(First with { Step = "again" })] }));

        Assert.Equal([First with { Step = "again" }, Second], await HeldAsync("s-1"));
    }

    [Fact]
    public async Task A_write_that_is_refused_adds_nothing()
    {
        await BeginAsync("s-1");

        Assert.Equal(
            [$"3 refused: {Id(5)} because of {Id(1)}"],
            await WriteAsync(Write(3, Start(Id(5), "s-1") with { Ledger = [Held(First)] })));

        Assert.Empty(await HeldAsync("s-1"));
    }

    [Fact]
    public async Task What_is_held_outlives_the_process()
    {
        await BeginAsync("s-1");
        await HappenAsync(3, Held(First));

        await RestartAsync();

        Assert.Equal([First], await HeldAsync("s-1"));
    }

    [Fact]
    public async Task Very_many_changes_fit_into_one_batch()
    {
        var all = Enumerable.Range(0, 500).Select(number => Port("s-1", $"r1/{number:000}")).ToArray();
        await BeginAsync("s-1");

        await WrittenAsync(new ShardOutput.Write(
            3, [.. all.Select((one, index) => Step(Id(1), 3 + index) with { Ledger = [Held(one)] })]));
        Assert.Equal(all, await HeldAsync("s-1"));

        await HappenAsync(503, [.. all.Skip(1).Select(Released)]);
        Assert.Equal([all[0]], await HeldAsync("s-1"));
    }

    private static ImmutableSortedDictionary<string, string> None { get; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Each service has an activation that goes on: the first has the first.</summary>
    private async Task BeginAsync(params string[] services) => await WrittenAsync([.. services.Select(
        (service, index) => Write(index + 1, Start(Id(index + 1), service) with
        {
            Service = Service(service, ServiceState.Reserved, index + 1),
        }))]);

    private Task HappenAsync(long sequence, params LedgerChange[] changes) =>
        WrittenAsync(new ShardOutput.Write(sequence, [Step(Id(1), sequence) with { Ledger = changes }]));

    private Task<IReadOnlyList<LedgerEntry>> HeldAsync(string service) =>
        Services.ListResourcesAsync(new ResourceQuery(1000) { Service = service }, default);
}
