using System.Text;
using System.Text.Json;

namespace Orchestrator.Adapters.Declared;

/// <summary>
/// A text with places: <c>${input.customer}</c> stands for a value by its path from the scope, <c>${input.vlan?}</c>
/// for nothing where the value is not there, <c>$${</c> for <c>${</c> itself. A path goes through members of objects
/// and indexes of arrays: <c>${output.addresses.0}</c>.
/// </summary>
public sealed class Template
{
    private readonly List<Part> _parts = [];

    private Template()
    {
    }

    /// <summary>Paths that are filled in, in order.</summary>
    public IEnumerable<string> Paths => _parts.Where(part => part.IsPlace).Select(part => part.Text);

    /// <summary>The one place that the whole text is; null where it is anything else.</summary>
    internal Part? Only => _parts is [{ IsPlace: true } only] ? only : null;

    /// <exception cref="FormatException">A place is not closed, or empty.</exception>
    public static Template Parse(string text)
    {
        var template = new Template();
        var plain = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text.AsSpan(at).StartsWith("$${"))
            {
                plain.Append("${");
                at += 2;
            }
            else if (text.AsSpan(at).StartsWith("${"))
            {
                var end = text.IndexOf('}', at);
                if (end < 0)
                    throw new FormatException($"The place that begins with '{text[at..]}' is not closed by '}}'.");

                template.AddPlain(plain);
                template.AddPlace(text[(at + 2)..end].Trim());
                at = end;
            }
            else
            {
                plain.Append(text[at]);
            }
        }

        template.AddPlain(plain);
        return template;
    }

    /// <summary>The text with its places filled.</summary>
    /// <param name="scope">Where paths begin: an object with members such as <c>input</c>.</param>
    /// <param name="escape">Makes a value fit for where it stands; null leaves it as it is.</param>
    /// <exception cref="TemplateException">A value is missing, or is no text, number or boolean.</exception>
    public string Fill(JsonElement scope, Func<string, string>? escape = null)
    {
        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            if (!part.IsPlace)
                text.Append(part.Text);
            else if (part.TextIn(scope) is { } value)
                text.Append(escape is null ? value : escape(value));
        }

        return text.ToString();
    }

    private void AddPlain(StringBuilder plain)
    {
        if (plain.Length > 0)
            _parts.Add(new Part(plain.ToString(), IsPlace: false, IsOptional: false));
        plain.Clear();
    }

    private void AddPlace(string path)
    {
        var isOptional = path.EndsWith('?');
        path = path.TrimEnd('?').Trim();
        if (path.Length == 0)
            throw new FormatException("A place is empty. Write ${input.name}.");

        _parts.Add(new Part(path, IsPlace: true, isOptional));
    }

    internal sealed record Part(string Text, bool IsPlace, bool IsOptional)
    {
        /// <summary>Null where it is optional and not there.</summary>
        public JsonElement? ValueIn(JsonElement scope) =>
            JsonPath.Find(scope, Text) is { ValueKind: not JsonValueKind.Null } value
                ? value
                : IsOptional
                    ? null
                    : throw new TemplateException($"There is no value for '{Text}'.");

        public string? TextIn(JsonElement scope) => ValueIn(scope) switch
        {
            null => null,
            { ValueKind: JsonValueKind.String } value => value.GetString(),
            { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } value => value.GetRawText(),
            _ => throw new TemplateException($"'{Text}' is no text, number or boolean, and cannot stand in a text."),
        };
    }
}

/// <summary>A template cannot be filled with what there is. The message names the place, not its value.</summary>
public sealed class TemplateException(string message) : Exception(message);
