using Orchestrator.Core.Expressions.Liquid;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.TestKit.Core;
using Orchestrator.Tests.Unit.Workflows;

namespace Orchestrator.Tests.Unit.Core;

/// <summary>Elsa's HTTP requests: steps of an HTTP adapter, whose answers choose the way on.</summary>
public sealed class HttpRequestTests
{
    private static readonly CallAnswer Refused = new CallAnswer.Failed(
        new StepError("CONNECT_FAILED", "nobody is there", Retryable: true));

    [Theory]
    [InlineData(200, "200 Done")]
    [InlineData(404, "404 Done")]
    [InlineData(500, "Done Unmatched status code")]
    public void A_flowchart_goes_on_by_the_status_of_the_answer(int status, string ways)
    {
        var world = new ShardWorld(Chart("GET")).Answers("fetch", Answer(status));

        world.Start();

        Assert.Equal(ways, string.Join(' ', Lines(world).Order()));
        Assert.Equal(ActivationState.Completed, world.State.State);
    }

    [Fact]
    public void A_request_that_reached_nobody_is_tried_again_and_then_goes_the_way_for_that()
    {
        var world = new ShardWorld(Chart("POST")).Answers("send", Refused, Refused, Refused);

        world.Start();
        world.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(["send", "send", "send"], world.Calls);
        Assert.Equal(["Failed to connect"], Lines(world));
        Assert.Equal(ActivationState.Completed, world.State.State);
    }

    [Fact]
    public void A_request_that_changes_nothing_is_repeated_when_no_answer_came_and_then_goes_the_way_for_that()
    {
        var none = new CallAnswer.Unknown("no answer");
        var world = new ShardWorld(Chart("GET")).Answers("fetch", none, none, none);

        world.Start();
        world.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal((3, "Timeout"), (world.Calls.Count, string.Join(' ', Lines(world))));
    }

    [Fact]
    public void A_request_that_may_have_had_its_effect_is_not_repeated_and_a_person_decides()
    {
        var world = new ShardWorld(Chart("POST")).Answers("send", new CallAnswer.Unknown("no answer"));

        world.Start();
        world.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal((ActivationState.Fallout, 1), (world.State.State, world.Calls.Count));
    }

    [Fact]
    public void A_crash_during_a_request_that_changes_nothing_costs_no_attempt()
    {
        var world = new ShardWorld(Chart("GET"));
        world.Slow.Add("fetch");
        world.Start();
        world.Slow.Clear();
        world.Answers("fetch", Refused, Refused, Refused);

        world.Crash();
        world.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(["fetch", "fetch", "fetch", "fetch"], world.Calls);
        Assert.Equal(["Failed to connect"], Lines(world));
    }

    [Theory]
    [InlineData(201, "made")]
    [InlineData(500, "other")]
    [InlineData(204, "")]
    public void What_follows_within_the_request_runs_and_without_it_the_request_ends(int status, string line)
    {
        var world = new ShardWorld(Send("POST")).Answers("send", Answer(status));

        world.Start();

        Assert.Equal(line, string.Join(' ', Lines(world)));
        Assert.Equal(ActivationState.Completed, world.State.State);
    }

    [Fact]
    public void The_answer_is_kept_where_the_definition_says()
    {
        var world = new ShardWorld(Send("POST")).Answers("send", Answer(201));

        world.Start();

        Assert.Equal(
            Value.Object(("Status", 201), ("Body", Value.Object(("id", 7)))),
            world.State.Output);
    }

    [Fact]
    public void A_request_is_undone_by_the_one_that_its_definition_names()
    {
        var world = new ShardWorld(Send("POST")).Answers("send", Answer(201));
        world.Start();

        world.Send(new SagaCommand.RollBack(ShardWorld.By("r-2"), null, false, null));

        Assert.Equal(["send", "send"], world.Calls);
        Assert.Equal("DELETE", world.Inputs[$"{ActivationId.ToText(world.Id)}/r:request/undo"]["method"].AsString);
        Assert.Equal(ActivationState.RolledBack, world.State.State);
    }

    [Fact]
    public void What_cannot_be_sent_is_a_fault()
    {
        var wrong = new CallAnswer.Failed(new StepError("URL_INVALID", "The url is no address."));
        var world = new ShardWorld(Chart("GET")).Answers("fetch", wrong);

        world.Start();

        Assert.Empty(Lines(world));
        Assert.Equal("The url is no address.", Assert.Single(world.State.Incidents).Message);
    }

    private static CallAnswer.Succeeded Answer(int status) => new(Value.Object(
        ("statusCode", status), ("parsedContent", Value.Object(("id", 7))), ("responseHeaders", Value.EmptyObject)));

    private static IEnumerable<string> Lines(ShardWorld world) =>
        world.EventsOf(world.Id).OfType<LineWritten>().Select(line => line.Text);

    private static WorkflowPlan Chart(string method)
    {
        string[] ways = ["200", "404", "Done", "Unmatched status code", "Failed to connect", "Timeout"];
        var lines = ways.Select((way, index) => $$"""{ "id": "l{{index}}", "type": "Elsa.WriteLine", "text": "{{way}}" }""");
        var connections = ways.Select((way, index) =>
            $$"""{ "source": { "activity": "r", "port": "{{way}}" }, "target": { "activity": "l{{index}}" } }""");
        return Read(
            $$"""
            { "id": "chart", "type": "Elsa.Flowchart",
              "activities": [
                { "id": "r", "type": "Elsa.FlowSendHttpRequest", "url": "http://host/", "method": "{{method}}",
                  "expectedStatusCodes": [200, 404] }, {{string.Join(", ", lines)}} ],
              "connections": [ {{string.Join(", ", connections)}} ] }
            """);
    }

    private static WorkflowPlan Send(string method) => Read(
        $$"""
        { "id": "r", "type": "Elsa.SendHttpRequest", "url": "http://host/lines", "method": "{{method}}",
          "expectedStatusCodes": [
            { "statusCode": 201, "activity": { "id": "a", "type": "Elsa.WriteLine", "text": "made" } },
            { "statusCode": 204 } ],
          "unmatchedStatusCode": { "id": "b", "type": "Elsa.WriteLine", "text": "other" },
          "statusCode": { "memoryReference": { "id": "Status" } },
          "parsedContent": { "memoryReference": { "id": "Body" } },
          "compensation": { "operation": "send", "input": { "url": "http://host/lines/7", "method": "DELETE" } } }
        """);

    private static WorkflowPlan Read(string root)
    {
        var definition =
            $$"""
            { "definitionId": "http", "name": "Http", "outputs": [ { "name": "Status", "type": "Int32" }, { "name": "Body", "type": "Object" } ],
              "root": {{root}} }
            """;
        var read = WorkflowReader.ReadPublished(
            definition, new WorkflowReaderOptions(new TestCatalog(), [new LiquidLanguage()]), 1);
        return read.Plan ?? throw new InvalidOperationException(
            string.Join('\n', read.Diagnostics.Select(one => one.Message)));
    }
}
