using System.Text.Json;

namespace Orchestrator.Adapters.Declared;

/// <summary>A resource that an operation makes or releases.</summary>
public sealed class DeclaredResource
{
    private readonly string _kind;
    private readonly Template _id;
    private readonly bool _released;
    private readonly List<(string Name, Template Value)> _attributes;

    private DeclaredResource(string kind, Template id, bool released, List<(string Name, Template Value)> attributes) =>
        (_kind, _id, _released, _attributes) = (kind, id, released, attributes);

    /// <summary>Which one, with the scope's <c>input</c> and <c>output</c>.</summary>
    /// <exception cref="TemplateException">A value is missing.</exception>
    public ResourceChange Fill(JsonElement scope) => new(
        new Resource(_kind, _id.Fill(scope))
        {
            Attributes = _attributes.ToDictionary(
                attribute => attribute.Name, attribute => attribute.Value.Fill(scope), StringComparer.Ordinal),
        },
        _released);

    /// <summary>All of them, of a call; null where a value is missing, as that of an output that nobody knows.</summary>
    /// <param name="resources">What a success of the operation makes and releases.</param>
    /// <param name="input">What the call gets.</param>
    /// <param name="output">What it gave; null where nobody knows.</param>
    public static IReadOnlyList<ResourceChange>? Tell(
        IReadOnlyList<DeclaredResource> resources, JsonElement input, JsonElement? output)
    {
        if (resources.Count == 0)
            return [];

        var scope = output is { } given
            ? JsonSerializer.SerializeToElement(new { input, output = given })
            : JsonSerializer.SerializeToElement(new { input });
        try
        {
            return [.. resources.Select(resource => resource.Fill(scope))];
        }
        catch (TemplateException)
        {
            return null;
        }
    }

    /// <summary>Those of an object's member <c>resources</c>; none where it has none.</summary>
    /// <param name="operation">The object.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="problems">Gets what is wrong.</param>
    public static IReadOnlyList<DeclaredResource> ReadAll(
        JsonElement operation, string place, List<SetupProblem> problems)
    {
        if (!operation.TryGetProperty("resources", out var declared))
            return [];

        var resources = new List<DeclaredResource>();
        foreach (var one in declared.EnumerateArray())
        {
            try
            {
                resources.Add(Read(one));
            }
            catch (FormatException wrong)
            {
                problems.Add(new($"{place}/resources/{resources.Count}", wrong.Message));
            }
        }

        return resources;
    }

    private static DeclaredResource Read(JsonElement one) => new(
        one.GetProperty("kind").GetString()!,
        Template.Parse(one.GetProperty("id").GetString()!),
        one.TryGetProperty("released", out var released) && released.ValueKind == JsonValueKind.True,
        one.TryGetProperty("attributes", out var attributes)
            ? [.. attributes.EnumerateObject().Select(
                attribute => (attribute.Name, Template.Parse(attribute.Value.GetString()!)))]
            : []);
}
