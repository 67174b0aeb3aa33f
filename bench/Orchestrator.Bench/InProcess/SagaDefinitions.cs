namespace Orchestrator.Bench.InProcess;

/// <summary>
/// The workflows that are measured: three steps, one after the other, and the same with a third step that fails for
/// good.
/// </summary>
public static class SagaDefinitions
{
    public const string Adapter = "instant";

    public const string Saga3 = "saga3";

    public const string Saga3Undo = "saga3-undo";

    /// <summary>Elsa's JSON of one of the two.</summary>
    /// <param name="name">Which one.</param>
    /// <param name="adapter">The instance that is called.</param>
    /// <param name="refusing">Its operation that fails for good; <c>do</c> is the one that does not.</param>
    public static string Json(string name, string adapter = Adapter, string refusing = "refuse") =>
        $$$"""
        {
          "definitionId": "{{{name}}}",
          "name": "{{{name}}}",
          "root": {
            "type": "Elsa.Sequence", "id": "all",
            "activities": [ {{{Step("one", adapter, "do")}}}, {{{Step("two", adapter, "do")}}}, {{{Step("three", adapter, name == Saga3 ? "do" : refusing)}}} ]
          }
        }
        """;

    private static string Step(string id, string adapter, string operation) =>
        $$$"""
        {
          "type": "Orchestrator.Step", "id": "{{{id}}}", "adapter": "{{{adapter}}}", "operation": "{{{operation}}}",
          "input": { "device": "edge-1", "port": 7, "customer": "C-1001" }
        }
        """;
}
