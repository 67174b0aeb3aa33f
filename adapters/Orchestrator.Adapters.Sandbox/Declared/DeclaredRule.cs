using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Declared;

/// <summary>What a declared operation does in the sandbox's world.</summary>
/// <param name="system">The instance's name.</param>
/// <param name="operation">What is declared.</param>
/// <param name="inverse">What undoes it; null for nothing.</param>
/// <param name="example">
/// The output; null: the members of the input that the output's schema has, too.
/// </param>
internal sealed class DeclaredRule(
    string system, DeclaredOperation operation, DeclaredOperation? inverse, JsonTemplate? example)
{
    private readonly string[] _outputs = MembersOf(operation.Description.OutputSchema);

    public SandboxOperation Operation => new(operation.Description, Decide)
    {
        Names = fields => DeclaredResource.Tell(operation.Resources, All(fields), All(fields)),
    };

    /// <summary>Input and output in one: what has one name in both is the same thing.</summary>
    private static JsonElement All(Input fields) => ElementOf(fields.ToJson());

    private JsonObject Decide(Draft draft, Input input)
    {
        try
        {
            return Act(draft, input.ToJson());
        }
        catch (TemplateException wrong)
        {
            throw new RefusedException("INVALID_INPUT", $"{wrong.Message} Correct the step's input.");
        }
    }

    private JsonObject Act(Draft draft, JsonObject input)
    {
        var scope = new JsonObject
        {
            ["input"] = input,
            ["call"] = JsonSerializer.SerializeToNode(new CallKey(draft.Key)),
        };
        var output = example is null
            ? new JsonObject(_outputs.Where(input.ContainsKey).Select(
                name => KeyValuePair.Create(name, input[name]?.DeepClone())))
            : (JsonObject)example.Fill(ElementOf(scope))!;
        scope["output"] = output.DeepClone();
        var changes = operation.Resources.Select(resource => resource.Fill(ElementOf(scope))).ToList();
        foreach (var change in changes)
            Note(draft, change);
        if (changes.Count == 0 && operation.Description.HasEffect)
            draft.Put(DeclaredSystem.Deeds, draft.Key, system, operation.Description.Name, input.ToJsonString());
        return output;
    }

    private void Note(Draft draft, ResourceChange change)
    {
        var (kind, external) = (change.Resource.Kind, change.Resource.ExternalId);
        var id = $"{system}/{kind}/{external}";
        var there = draft.Find(DeclaredSystem.Things, id);
        if (change.Released)
        {
            if (there is not null)
                draft.Remove(there);
            return;
        }

        if (there is not null && IsMaker(kind))
            throw new RefusedException("RESOURCE_EXISTS", $"The {kind} '{external}' exists. Choose another one.");

        draft.Put(DeclaredSystem.Things, id, system, kind, external, JsonSerializer.Serialize(change.Resource.Attributes));
    }

    /// <summary>What undoes it releases such a thing: so this makes one, and does not change one.</summary>
    private bool IsMaker(string kind) => inverse?.Body.TryGetProperty("resources", out var resources) == true
        && resources.EnumerateArray().Any(one => one.GetProperty("kind").GetString() == kind
            && one.TryGetProperty("released", out var released) && released.GetBoolean());

    private static JsonElement ElementOf(JsonNode node) => JsonSerializer.SerializeToElement(node);

    private static string[] MembersOf(string schema)
    {
        using var document = JsonDocument.Parse(schema);
        return document.RootElement.TryGetProperty("properties", out var properties)
            ? [.. properties.EnumerateObject().Select(property => property.Name)]
            : [];
    }
}
