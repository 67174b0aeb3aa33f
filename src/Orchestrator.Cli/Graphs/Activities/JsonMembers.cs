using System.Text.Json;

namespace Orchestrator.Cli.Graphs.Activities;

/// <summary>Members of the definition's JSON, whose names are read in any case.</summary>
internal static class JsonMembers
{
    /// <summary>The member, or null where there is none, or it is null.</summary>
    public static JsonElement? Member(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object) return null;
        foreach (var member in element.EnumerateObject())
        {
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return member.Value.ValueKind == JsonValueKind.Null ? null : member.Value;
            }
        }

        return null;
    }

    /// <summary>A text member; empty where there is none.</summary>
    public static string Text(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    /// <summary>A member's items; one object counts as a list of one, and <c>$values</c> may be around them.</summary>
    public static IReadOnlyList<JsonElement> Items(this JsonElement element, string name)
    {
        if (element.Member(name) is not { } member) return [];
        if (member.ValueKind == JsonValueKind.Array) return [.. member.EnumerateArray()];
        if (member.ValueKind != JsonValueKind.Object) return [];
        return member.Member("$values") is null ? [member] : member.Items("$values");
    }

    /// <summary>The last part of an activity's type: Elsa.Sequence is Sequence.</summary>
    public static string ActivityType(this JsonElement activity)
    {
        var type = activity.Text("type");
        return type[(type.LastIndexOf('.') + 1)..];
    }

    /// <summary>What people call an activity; its id where the definition has no name for it.</summary>
    public static string Title(this JsonElement activity) =>
        activity.GivenTitle() is { Length: > 0 } given ? given : activity.Text("id");

    /// <summary>What the definition says that people call it; empty where it says nothing.</summary>
    public static string GivenTitle(this JsonElement activity)
    {
        var shown = activity.Member("metadata") is { } metadata ? metadata.Text("displayText") : "";
        return shown.Length > 0 ? shown : activity.Text("name");
    }
}
