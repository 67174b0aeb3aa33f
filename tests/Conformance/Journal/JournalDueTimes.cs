using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine.Ports;
using static Orchestrator.Tests.Conformance.Journal.Facts;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>Due times of open activations are kept in the commits that change them.</summary>
public abstract class JournalDueTimes(Func<Task<JournalHost>> newHost) : JournalConformance(newHost)
{
    private static readonly WorkflowId Broadband = new("broadband", 3);

    [Fact]
    public async Task Open_activations_are_found_by_when_they_are_due_the_earliest_first()
    {
        await WrittenAsync(
            Write(1, Due(Start(Id(1)), hours: 3)),
            Write(2, Due(Start(Id(2)), hours: 1)),
            Write(3, Due(Start(Id(3)), hours: 2, new WorkflowId("broadband", 4))),
            Write(4, Start(Id(4))));

        Assert.Equal([Id(2), Id(3), Id(1)], await FindAsync(null, 0, 9));
        Assert.Equal([Id(2), Id(1)], await FindAsync(Broadband, 0, 9));
        Assert.Equal([Id(3)], await FindAsync(null, 1, 2));
        Assert.Equal([Id(2), Id(3)], await FindAsync(null, 0, 9, limit: 2));

        await WrittenAsync(Write(5, Due(Completed(Id(2), 3), hours: 1, isOver: true)));
        await RestartAsync();
        Assert.Equal([Id(3), Id(1)], await FindAsync(null, 0, 9));
    }

    [Fact]
    public async Task Those_in_jeopardy_are_listed_until_they_are_safe_or_over()
    {
        await WrittenAsync(
            Write(1, Due(Start(Id(1)), hours: 3)), Write(2, Due(Start(Id(2)), hours: 1)), Write(3, Start(Id(3))));
        var query = new ActivationQuery(10) { InJeopardy = true };
        Assert.Empty(await ListAsync(query));

        await WrittenAsync(Write(4, Due(Step(Id(1), 3), hours: 3, inJeopardy: true)));
        await WrittenAsync(Write(5, Due(Step(Id(2), 3), hours: 1, inJeopardy: true)));
        Assert.Equal([Id(2), Id(1)], await ListAsync(query));
        Assert.Equal([Id(2)], await ListAsync(query with { States = [ActivationState.Running], Limit = 1 }));
        Assert.Empty(await ListAsync(query with { States = [ActivationState.Held] }));

        await WrittenAsync(Write(6, Due(Step(Id(1), 4), hours: 3)));
        Assert.Equal([Id(2)], await ListAsync(query));

        await WrittenAsync(Write(7, Due(Completed(Id(2), 4), hours: 1, isOver: true)));
        Assert.Empty(await ListAsync(query));
    }

    [Fact]
    public async Task A_start_that_was_sent_again_leaves_no_due_time()
    {
        var order = Order("request-1");
        await WrittenAsync(Write(1, Due(Start(Id(1), order), hours: 3)));

        await WriteAsync(Write(2, Due(Start(Id(2), order), hours: 3)));

        Assert.Equal([Id(1)], await FindAsync(null, 0, 9));
    }

    private static Transition Due(
        Transition transition,
        int hours,
        WorkflowId? workflow = null,
        bool inJeopardy = false,
        bool isOver = false) => transition with
        {
            DueTime = new DueTimeChange(Noon.AddHours(hours), workflow ?? Broadband, inJeopardy, isOver),
        };

    private Task<IReadOnlyList<long>> FindAsync(WorkflowId? workflow, int after, int until, int limit = 10) =>
        DueTimes.FindAsync(workflow, Noon.AddHours(after), Noon.AddHours(until), limit, default);
}
