using System.Text.Json;

namespace Orchestrator.Adapters.Declared;

/// <summary>
/// What every declared operation says, whatever kind of system carries it out. The rest of its declaration is the
/// kind's own, in <see cref="Body"/>.
/// </summary>
/// <param name="Description">As workflows see it.</param>
/// <param name="Resources">What a success of it makes or releases.</param>
/// <param name="Body">The whole declaration of the operation.</param>
public sealed record DeclaredOperation(
    OperationDescription Description, IReadOnlyList<DeclaredResource> Resources, JsonElement Body)
{
    /// <summary>The members that all declarations share, as properties of a JSON Schema of an operation.</summary>
    public const string SchemaProperties =
        """
        "summary": { "type": "string", "pattern": "^[A-Z].*[.]$", "description": "One plain sentence for people." },
        "input": { "type": "object", "description": "JSON Schema of the input, an object. Describe each field." },
        "output": { "type": "object", "description": "JSON Schema of the output, an object." },
        "hasEffect": { "type": "boolean", "description": "False for what only reads. Default: true." },
        "inverse": { "type": "string", "description": "The operation that undoes this one." },
        "example": { "type": "object",
          "description": "The output as a template, for a trial without the system; the kinds themselves leave it alone." },
        "resources": { "type": "array", "description": "What a success makes or releases.", "items": {
          "type": "object", "required": ["kind", "id"], "additionalProperties": false, "properties": {
            "kind": { "type": "string", "pattern": "^[a-z][a-z0-9-]*$", "description": "mailbox, for instance." },
            "id": { "type": "string", "description": "A template: ${input.address}." },
            "released": { "type": "boolean", "description": "True: gone. Default: made or changed." },
            "attributes": { "type": "object", "additionalProperties": { "type": "string" },
              "description": "What else is known of it: templates." } } } }
        """;

    private const string Anything = """{ "type": "object" }""";

    /// <summary>The operations of a declaration, in its order.</summary>
    /// <param name="declaration">An object whose member <c>operations</c> has one by each name.</param>
    /// <param name="canRead">Whether what became of a call can be told, for those with an effect.</param>
    /// <param name="canPreview">Whether what a call would change can be told.</param>
    /// <exception cref="AdapterSetupException">Templates or inverses are wrong; all of them are named.</exception>
    public static IReadOnlyList<DeclaredOperation> ReadAll(
        JsonElement declaration, Func<JsonElement, bool> canRead, Func<JsonElement, bool> canPreview)
    {
        var problems = new List<SetupProblem>();
        var operations = declaration.GetProperty("operations");
        var read = new List<DeclaredOperation>();
        foreach (var (name, body) in operations.EnumerateObject().Select(one => (one.Name, one.Value)))
        {
            var place = $"/declaration/operations/{name}";
            var inverse = Text(body, "inverse");
            if (inverse is not null && !operations.TryGetProperty(inverse, out _))
                problems.Add(new($"{place}/inverse", $"There is no operation '{inverse}' here. Declare it."));

            var description = new OperationDescription(
                name,
                Raw(body, "input"),
                Raw(body, "output"),
                !body.TryGetProperty("hasEffect", out var effect) || effect.ValueKind != JsonValueKind.False,
                inverse,
                canRead(body),
                canPreview(body))
            {
                Summary = Text(body, "summary") ?? "",
            };
            read.Add(new(description, DeclaredResource.ReadAll(body, place, problems), body.Clone()));
        }

        return problems.Count == 0 ? read : throw new AdapterSetupException(problems);
    }

    private static string Raw(JsonElement body, string name) =>
        body.TryGetProperty(name, out var schema) ? schema.GetRawText() : Anything;

    private static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
