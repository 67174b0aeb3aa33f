using System.Text.Json;
using Orchestrator.Adapters;

namespace Orchestrator.Engine.Workers;

/// <summary>
/// What an operator says beforehand that workers will be able to do, in the form that all declarations have: it counts
/// until the first one has said so itself, so that a server may start with workflows that need it.
/// </summary>
internal static class WorkerDeclaration
{
    public const string Schema =
        """
        {
          "type": "object",
          "required": ["operations"],
          "properties": {
            "operations": {
              "type": "object",
              "description": "What workers will register, by name; what other kinds say of operations beside this is left alone.",
              "additionalProperties": {
                "type": "object",
                "properties": {
                  "summary": { "type": "string", "description": "One plain sentence for people." },
                  "input": { "type": "object", "description": "JSON Schema of the input, an object." },
                  "output": { "type": "object", "description": "JSON Schema of the output, an object." },
                  "hasEffect": { "type": "boolean", "description": "False for what only reads. Default: true." },
                  "inverse": { "type": "string", "description": "The operation that undoes this one." }
                }
              }
            }
          }
        }
        """;

    /// <summary>Has version 0: whatever a worker registers replaces it.</summary>
    /// <exception cref="AdapterSetupException">An inverse is none of the operations.</exception>
    public static WorkerDescription Read(JsonElement declaration)
    {
        var operations = declaration.GetProperty("operations");
        var problems = operations.EnumerateObject()
            .Where(one => Text(one.Value, "inverse") is { } inverse && !operations.TryGetProperty(inverse, out _))
            .Select(one => new SetupProblem(
                $"/declaration/operations/{one.Name}/inverse", "There is no such operation here. Declare it."))
            .ToArray();
        return problems.Length == 0
            ? new WorkerDescription(0, new AdapterDescription(
                "worker", [.. operations.EnumerateObject().Select(one => Read(one.Name, one.Value))]))
            : throw new AdapterSetupException(problems);
    }

    private static OperationDescription Read(string name, JsonElement body) => new(
        name,
        SchemaOf(body, "input"),
        SchemaOf(body, "output"),
        !body.TryGetProperty("hasEffect", out var effect) || effect.ValueKind != JsonValueKind.False,
        Text(body, "inverse"),
        CanRead: true,
        CanPreview: true)
    {
        Summary = Text(body, "summary") ?? "",
    };

    private static string SchemaOf(JsonElement body, string name) =>
        body.TryGetProperty(name, out var schema) ? schema.GetRawText() : """{ "type": "object" }""";

    private static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) ? value.GetString() : null;
}
