using System.Globalization;
using Orchestrator.V1;

namespace Orchestrator.Tests.EndToEnd.Server;

/// <summary>Small workflows, written as a person would.</summary>
public sealed class Definitions(WorkflowService.WorkflowServiceClient client)
{
    private static int _last;

    /// <summary>Two steps that can be undone.</summary>
    public static string TwoSteps => Sequence("", Step("first"), Step("second"));

    /// <summary>A step that can be undone, and one that fails for good and calls a person.</summary>
    public static string FallsOut =>
        Sequence("", Step("first"), Step("second", "fail", ", \"onFailure\": \"fallOut\""));

    /// <summary>A step that can be undone, and one that fails for good.</summary>
    public static string Fails => Sequence("", Step("first"), Step("second", "fail"));

    /// <summary>A step, a signal to wait for, and a step.</summary>
    public static string Waits => Sequence("", Step("first"), Event("visit", "visit-done"), Step("second"));

    /// <summary>An id that no other definition has.</summary>
    public static string NewId() =>
        $"workflow-{Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture)}";

    /// <param name="inputs">Members of the inputs' array, or empty.</param>
    /// <param name="activities">In order.</param>
    public static string Sequence(string inputs, params string[] activities) => $$"""
        {
          "definitionId": "{{NewId()}}",
          "name": "Test",
          "description": "For a test.",
          "inputs": [{{inputs}}],
          "root": { "id": "root", "type": "Elsa.Sequence", "activities": [{{string.Join(", ", activities)}}] }
        }
        """;

    /// <param name="id">Of the step.</param>
    /// <param name="operation">Of the adapter null: do, noop or fail.</param>
    /// <param name="more">Members more, each after a comma.</param>
    public static string Step(string id, string operation = "do", string more = "") =>
        $$"""{ "id": "{{id}}", "type": "Orchestrator.Step", "adapter": "null", "operation": "{{operation}}", "input": { "for": "{{id}}" }{{more}} }""";

    public static string Event(string id, string signal) =>
        $$"""{ "id": "{{id}}", "type": "Elsa.Event", "eventName": "{{signal}}" }""";

    public async Task<string> PublishAsync(string content, string requestId)
    {
        var published = await client.PublishWorkflowAsync(
            new PublishWorkflowRequest { RequestId = requestId, Content = content });
        return published.Name;
    }
}
