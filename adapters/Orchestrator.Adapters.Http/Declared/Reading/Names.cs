using System.Text.Json;

namespace Orchestrator.Adapters.Http.Declared.Reading;

/// <summary>What templates and pointers may begin with.</summary>
internal static class Names
{
    private static readonly string[] Always =
        ["input", "settings", "secrets", "base64", "call", "before", "output", "response", "edited"];

    /// <summary>The usual ones, and those that parts of a declaration give with <c>as</c> and <c>take</c>.</summary>
    public static HashSet<string> Of(JsonElement declared)
    {
        var names = new HashSet<string>(Always, StringComparer.Ordinal);
        Collect(declared, names);
        return names;
    }

    /// <summary>Members that are known by name; null where others may be there too.</summary>
    public static IReadOnlySet<string>? MembersOf(JsonElement schema) =>
        schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().Select(property => property.Name).ToHashSet(StringComparer.Ordinal)
            : null;

    private static void Collect(JsonElement part, HashSet<string> names)
    {
        if (part.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in part.EnumerateArray())
                Collect(item, names);
        }
        else if (part.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in part.EnumerateObject())
            {
                if (member is { Name: "as", Value.ValueKind: JsonValueKind.String })
                    names.Add(member.Value.GetString()!);
                if (member is { Name: "take", Value.ValueKind: JsonValueKind.Object })
                    names.UnionWith(member.Value.EnumerateObject().Select(taken => taken.Name));
                Collect(member.Value, names);
            }
        }
    }
}
