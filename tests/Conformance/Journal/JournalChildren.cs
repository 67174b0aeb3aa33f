using Orchestrator.Core.Sagas;
using static Orchestrator.Tests.Conformance.Journal.Facts;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>Ends of children that their parents have not noted.</summary>
public abstract class JournalChildren(Func<Task<JournalHost>> newHost) : JournalConformance(newHost)
{
    [Fact]
    public async Task A_child_that_has_ended_is_found_with_those_that_are_awake_until_its_parent_has_noted_it()
    {
        await WrittenAsync(
            Write(1, Asleep(Id(1))),
            Write(2, Start(Id(2))),
            Write(3, Start(Id(3))),
            Write(4, Asleep(Id(4))));
        await WrittenAsync(
            Write(5, Ends(Completed(Id(4), 3), Ended(4, 3))),
            Write(6, Ends(Entry(Id(3), 3, ActivationState.RolledBack), Ended(3, 3))));

        Assert.Equal([Id(2), Id(3)], await AwakeAsync(0, 2));
        Assert.Equal([Id(4)], await AwakeAsync(Id(3), 2));
        Assert.Empty(await Journal.FindAwakeAsync(DateTimeOffset.MaxValue, withAlways: false, 0, 9, default));

        await WrittenAsync(Write(7, Ends(Step(Id(1), 3), Noted(4, 3))));

        Assert.Equal([Id(2), Id(3)], await AwakeAsync(0, 9));
    }

    [Fact]
    public async Task A_child_that_has_ended_again_is_found_until_that_is_noted()
    {
        await WrittenAsync(
            Write(1, Asleep(Id(1))),
            Write(2, Ends(Completed(Id(2), 3) with { Sequence = 1 }, Ended(2, 1)) with { Entry = FirstEntry() }));
        await WrittenAsync(Write(3, Ends(Step(Id(2), 2), Ended(2, 2))));

        await WrittenAsync(Write(4, Ends(Step(Id(1), 3), Noted(2, 1))));
        var stillThere = await AwakeAsync(0, 9);
        await WrittenAsync(Write(5, Ends(Step(Id(1), 4), Noted(2, 2))));

        Assert.Equal([Id(2)], stillThere);
        Assert.Empty(await AwakeAsync(0, 9));
    }

    [Fact]
    public async Task A_child_that_ends_as_it_begins_and_was_begun_before_leaves_nothing()
    {
        await WrittenAsync(Write(1, Start(Id(1), Order("r-1"))));
        var again = Ends(Start(Id(2), Order("r-1")), Ended(2, 2));

        var results = await WriteAsync(Write(2, again), Write(3, Ends(Start(Id(3)), Ended(3, 2))));

        Assert.Equal([$"2 refused: {Id(2)} repeats {Id(1)}", "3 written"], results);
        await WrittenAsync(Write(4, Asleep(Id(1), 3)), Write(5, Asleep(Id(3), 3)));
        Assert.Equal([Id(3)], await AwakeAsync(0, 9));
    }

    private Task<IReadOnlyList<long>> AwakeAsync(long after, int limit) =>
        Journal.FindAwakeAsync(Noon, withAlways: true, after, limit, default);

    private static Transition Asleep(long id) =>
        Start(id) is var start ? start with { Entry = start.Entry! with { Wake = Wake.Never } } : start;

    private static Transition Asleep(long id, long sequence) => Entry(id, sequence, ActivationState.Running);

    private static ActivationEntry FirstEntry() => Start(Id(2)).Entry! with { Wake = Wake.Never };

    private static Transition Ends(Transition transition, params ChildsEnd[] ends) => transition with { Ends = ends };

    private static ChildsEnd Ended(int child, long number) => new(Id(child), number, IsNoted: false);

    private static ChildsEnd Noted(int child, long number) => new(Id(child), number, IsNoted: true);
}
