using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using static Orchestrator.Tests.Unit.Activities.Flow;

namespace Orchestrator.Tests.Unit.Activities;

/// <summary>Events, and tasks for others.</summary>
public sealed class WaitingActivityTests
{
    private static readonly string Publish = Activity(
        "PublishEvent", "p", "'eventName': 'ready', 'payload': 7, 'isLocalEvent': true");

    private static readonly string Await = Activity(
        "Event", "e", "'eventName': 'ready', 'result': {'typeName': 'Object', 'memoryReference': {'id': 'V'}}");

    private const string Variable = "'variables': [{'id': 'V', 'name': 'V', 'typeName': 'Object'}],";

    [Fact]
    public void A_published_event_comes_to_who_waits_for_it_once_the_publisher_has_gone_on()
    {
        var result = RunWith(
            [("other", Value.Null)],
            Parallel(Sequence(Await, Says("getV()")), Sequence(Publish, Line("gone-on"))),
            Variable);

        Assert.Equal("gone-on 7 Finished", result.Told());
        Assert.Equal(
            [new EventPublished("p", "ready", 7) { IsLocal = true }], result.Events<EventPublished>());
    }

    [Fact]
    public void A_published_event_comes_to_every_activity_that_waits_for_it()
    {
        var other = Activity("Event", "f", "'eventName': 'ready'");

        var result = RunWith(
            [("other", Value.Null)],
            Parallel(Sequence(Await, Line("one")), Sequence(other, Line("two")), Publish),
            Variable);

        Assert.Equal("one two Finished", result.Told());
    }

    [Theory]
    [InlineData("c-1", "7 Finished")]
    [InlineData("c-2", "Suspended")]
    public void One_with_a_correlation_id_comes_to_those_that_have_it(string own, string told)
    {
        var publish = Activity(
            "PublishEvent", "p", "'eventName': 'ready', 'payload': 7, 'isLocalEvent': true, 'correlationId': 'c-1'");
        var correlate = Activity("Correlate", "c", $"'correlationId': '{own}'");

        Assert.Equal(
            told,
            RunWith([("other", Value.Null)], Sequence(correlate, publish, Await, Says("getV()")), Variable).Told());
    }

    [Fact]
    public void An_event_comes_to_other_activations_that_wait_for_it_and_they_go_on()
    {
        const string child =
            "{'definitionId': 'child', 'variables': [{'id': 'V', 'name': 'V', 'typeName': 'Object'}], 'root': ";
        var waits = child + Sequence(Await, Says("'child ' + getV()".Replace("'", "\\\"", StringComparison.Ordinal)))
            + "}";
        var publish = Activity("PublishEvent", "p", "'eventName': 'ready', 'payload': 7");
        var both = Parallel(
            Activity("ExecuteWorkflow", "x", "'workflowDefinitionId': 'child', 'waitForCompletion': true"),
            Sequence(Activity("Delay", "d", "'timeSpan': '00:00:01'"), publish));

        var result = RunWith([("other", Value.Null)], both, "", false, waits);

        Assert.Equal("child 7 Finished", result.Told());
        Assert.Equal(
            new EventDelivered(result.Events<EventDelivered>().Single().Event, 1, 0),
            result.Events<EventDelivered>().Single());
    }

    [Fact]
    public void One_that_is_published_before_counts() =>
        Assert.Equal(
            "7 Finished", RunWith([("other", Value.Null)], Sequence(Publish, Await, Says("getV()")), Variable).Told());

    [Fact]
    public void A_task_is_answered_by_a_signal_of_its_id()
    {
        var task = Activity(
            "RunTask", "approve", "'taskName': 'Approve', 'payload': 3, 'result': {'typeName': 'Object', 'memoryReference': {'id': 'V'}}, "
                + "'taskId': {'typeName': 'String', 'memoryReference': {'id': 'T'}}");

        var result = Run(
            Sequence(task, Says("getT() == getV() ? 1 : getV() === null ? 2 : 3")),
            "'variables': [{'id': 'V', 'name': 'V', 'typeName': 'Object'}, {'id': 'T', 'name': 'T', 'typeName': "
                + "'String'}],");

        var requested = result.Events<TaskRequested>().Single();
        Assert.Equal($"{ActivationId.ToText(result.State.Id)}/approve", requested.Task);
        Assert.Equal(("Approve", (Value)3), (requested.Name, requested.Payload));
        Assert.Equal("2 Finished", result.Told());
    }

    [Fact]
    public void A_task_that_comes_again_has_another_id_each_time()
    {
        var body = Activity("RunTask", "ask", "'taskName': 'Ask'");
        var looped = $"{{'type': 'Elsa.ForEach', 'items': [1, 2], 'body': {body}}}";
        var again = Chart(
            "ask-count count-d d.True-ask",
            body,
            $"{{'type': 'Elsa.SetVariable', 'id': 'count', 'variable': {{'id': 'V', 'name': 'V'}}, 'value': {Script("getV() + 1")}}}",
            Activity("FlowDecision", "d", "'condition': " + Script("getV() < 2")));

        Assert.Equal(["ask[0]", "ask[1]"], Tasks(looped));
        Assert.Equal(["ask", "ask#2"], Tasks(again));
    }

    [Fact]
    public void Who_runs_it_can_see_what_it_waits_for()
    {
        var state = RunWith(
            [("other", Value.Null)], Parallel(Await, Activity("RunTask", "ask", "'taskName': 'Ask'")), Variable).State;

        Assert.Equal(FlowStatus.Suspended, state.FlowStatus);
        Assert.Equal(["ready", $"{ActivationId.ToText(state.Id)}/ask"], state.AwaitedSignals);
    }

    private static IEnumerable<string> Tasks(string root) =>
        Run(root, "'variables': [{'id': 'V', 'name': 'V', 'typeName': 'Int32', 'value': '0'}],")
            .Events<TaskRequested>()
            .Select(requested => requested.Task.Split('/')[1]);
}
