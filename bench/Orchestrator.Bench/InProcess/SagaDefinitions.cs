namespace Orchestrator.Bench.InProcess;

/// <summary>The workflows that are measured: three steps, one after the other, and the same with a third step that fails for good.</summary>
public static class SagaDefinitions
{
    public const string Adapter = "instant";

    public const string Saga3 = "saga3";

    public const string Saga3Undo = "saga3-undo";

    /// <summary>Elsa's JSON of one of the two.</summary>
    public static string Json(string name) =>
        $$$"""
        {
          "definitionId": "{{{name}}}",
          "name": "{{{name}}}",
          "root": {
            "type": "Elsa.Sequence", "id": "all",
            "activities": [ {{{Step("one", "do")}}}, {{{Step("two", "do")}}}, {{{Step("three", name == Saga3 ? "do" : "refuse")}}} ]
          }
        }
        """;

    private static string Step(string id, string operation) =>
        $$$"""
        {
          "type": "Orchestrator.Step", "id": "{{{id}}}", "adapter": "{{{Adapter}}}", "operation": "{{{operation}}}",
          "input": { "device": "edge-1", "port": 7, "customer": "C-1001" }
        }
        """;
}
