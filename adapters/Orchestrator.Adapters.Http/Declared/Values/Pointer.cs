using System.Globalization;
using System.Text.Json;
using Orchestrator.Adapters.Declared;

namespace Orchestrator.Adapters.Http.Declared.Values;

/// <summary>
/// A JSON pointer (RFC 6901) whose parts are templates, and which may choose an item of an array by a member of it:
/// <c>/response/body/zones/[name=${input.zone}]/id</c>.
/// </summary>
internal sealed class Pointer
{
    private readonly List<Part> _parts = [];

    private Pointer()
    {
    }

    /// <summary>The paths of all places in it.</summary>
    public IEnumerable<string> Paths => _parts.SelectMany(part => part.Text.Paths);

    /// <summary>The first name, where it is plain: what it looks into.</summary>
    public string? Root => _parts is [{ Member: null } first, ..] && !first.Text.Paths.Any()
        ? first.Text.Fill(default)
        : null;

    /// <exception cref="FormatException">It begins with no slash, or a part of it is wrong.</exception>
    public static Pointer Parse(string text)
    {
        if (!text.StartsWith('/'))
            throw new FormatException($"'{text}' is no JSON pointer. Begin it with a slash: /response/body/id.");

        var pointer = new Pointer();
        foreach (var part in text[1..].Split('/'))
            pointer._parts.Add(Part.Parse(part));
        return pointer;
    }

    /// <summary>What it points at; null where there is nothing.</summary>
    /// <exception cref="TemplateException">A value for one of its parts is missing.</exception>
    public JsonElement? Find(JsonElement root, JsonElement scope) =>
        Locate(root, scope, out var found) is null ? null : found;

    /// <summary>The names and indexes on the way; null where there is nothing.</summary>
    public List<string>? Locate(JsonElement root, JsonElement scope, out JsonElement found)
    {
        var way = new List<string>();
        found = root;
        foreach (var part in _parts)
        {
            var name = part.NameIn(found, scope);
            if (name is null || JsonPath.FindPointer(found, $"/{Escape(name)}") is not { } next)
                return null;

            way.Add(name);
            found = next;
        }

        return way;
    }

    public static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private sealed record Part(Template Text, string? Member)
    {
        public static Part Parse(string part)
        {
            var text = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (!text.StartsWith('[') || !text.EndsWith(']'))
                return new(Template.Parse(text), null);

            var at = text.IndexOf('=', StringComparison.Ordinal);
            return at > 1
                ? new(Template.Parse(text[(at + 1)..^1]), text[1..at])
                : throw new FormatException($"'{text}' chooses no item. Write [member=value].");
        }

        public string? NameIn(JsonElement current, JsonElement scope)
        {
            var wanted = Text.Fill(scope);
            if (Member is null)
                return wanted;
            if (current.ValueKind != JsonValueKind.Array)
                return null;

            var index = 0;
            foreach (var item in current.EnumerateArray())
            {
                if (JsonPath.Find(item, Member) is { } value && Shown.Text(value) == wanted)
                    return index.ToString(CultureInfo.InvariantCulture);
                index++;
            }

            return null;
        }
    }
}
