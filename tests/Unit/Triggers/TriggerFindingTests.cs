using Orchestrator.Core.Workflows.Triggers;
using static Orchestrator.Tests.Unit.Activities.Flow;

namespace Orchestrator.Tests.Unit.Triggers;

/// <summary>What starts a definition by itself.</summary>
public sealed class TriggerFindingTests
{
    private const string Starts = ", 'customProperties': {'canStartWorkflow': true}";

    private static readonly string Timer = Activity("Timer", "t", "'interval': '00:05:00'" + Starts);

    [Fact]
    public void A_workflow_is_started_by_the_activity_that_it_begins_with()
    {
        var expected = new WorkflowTrigger("t", TriggerKind.Timer, "00:05:00");

        Assert.Equal(expected, Of(Timer));
        Assert.Equal(expected, Of(Sequence(Timer, Line("a"))));
        Assert.Equal(expected, Of(Chart("t-a", Timer, Line("a"))));
    }

    [Fact]
    public void Events_calendars_and_times_start_it_too()
    {
        Assert.Equal(new("e", TriggerKind.Event, "ready"), Of(Activity("Event", "e", "'eventName': 'ready'" + Starts)));
        Assert.Equal(
            new("c", TriggerKind.Cron, "0 0 2 * * *"),
            Of(Activity("Cron", "c", "'cronExpression': '0 0 2 * * *'" + Starts)));
        Assert.Equal(
            new("s", TriggerKind.StartAt, "2026-05-01T10:00:00.0000000Z"),
            Of(Activity("StartAt", "s", "'dateTime': '2026-05-01T12:00:00+02:00'" + Starts)));
    }

    [Fact]
    public void What_a_script_gives_that_needs_no_order_counts() =>
        Assert.Equal(
            new("e", TriggerKind.Event, "ready-7"),
            Of(
                Activity("Event", "e", $"'eventName': {Script("getPrefix() + 7")}" + Starts),
                "'variables': [{'id': 'p', 'name': 'Prefix', 'typeName': 'String', 'value': 'ready-'}],"));

    [Fact]
    public void Nothing_else_starts_a_workflow()
    {
        Assert.Null(Of(Activity("Timer", "t", "'interval': '00:05:00'")));
        Assert.Null(Of(Sequence(Line("a"), Timer)));
        Assert.Null(Of(Activity("Timer", "t", "'interval': '00:00:00'" + Starts)));
        Assert.Null(Of(Activity("Event", "e", $"'eventName': {Script("getInput(`name`)")}" + Starts)));
        Assert.Null(Of(Activity("WriteLine", "w", "'text': 'a'" + Starts)));
    }

    private static WorkflowTrigger? Of(string root, string more = "") =>
        TriggerFinding.Of(Read(tolerant: true, root, more).Plans[0]);
}
