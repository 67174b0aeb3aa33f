using System.Text;
using System.Text.Json;

namespace Orchestrator.Adapters.Http.Declared.Values;

/// <summary>Values and messages as people and codes show them.</summary>
internal static class Shown
{
    private const int MessageLengthMax = 500;

    /// <summary>A text as it is, anything else as JSON.</summary>
    public static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    /// <summary>UPPER_SNAKE, whatever the system calls it: <c>resource_missing</c>, <c>Conflict!</c>.</summary>
    public static string Code(string text)
    {
        var code = new StringBuilder();
        foreach (var letter in text)
        {
            if (char.IsAsciiLetterOrDigit(letter))
                code.Append(char.ToUpperInvariant(letter));
            else if (code.Length > 0 && code[^1] != '_')
                code.Append('_');
        }

        var name = code.ToString().Trim('_');
        return name.Length > 0 && char.IsAsciiLetter(name[0]) ? name : $"CODE_{name}".TrimEnd('_');
    }

    /// <summary>A sentence on one line that is not too long.</summary>
    public static string Sentence(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length > MessageLengthMax)
            line = line[..(MessageLengthMax - 3)] + "...";
        return line.EndsWith('.') ? line : line + ".";
    }
}
