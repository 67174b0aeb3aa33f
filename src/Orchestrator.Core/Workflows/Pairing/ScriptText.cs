using System.Text.RegularExpressions;

namespace Orchestrator.Core.Workflows.Pairing;

/// <summary>Small scripts in one way of writing them.</summary>
internal static partial class ScriptText
{
    /// <summary>Without a return, a semicolon and blanks that do not count; with one kind of quotation mark.</summary>
    public static string Normal(string script)
    {
        var text = Blanks().Replace(script, " ").Trim();
        if (text.StartsWith("return ", StringComparison.Ordinal))
            text = text["return ".Length..];
        return Unwrap(text.TrimEnd(';', ' ').Replace('"', '\''));
    }

    /// <summary>The input that a script is nothing but the reading of; null where it is something else.</summary>
    public static string? InputOf(string script) => Input().Match(script) is { Success: true } match
        ? match.Groups["name"].Value
        : null;

    /// <summary>What is negated as a whole; null where nothing is.</summary>
    public static string? Negated(string script)
    {
        if (script.Length < 2 || script[0] != '!' || script[1] == '=')
            return null;

        var rest = script[1..].TrimStart();
        return rest[0] == '!' ? Negated(rest) is null ? null : rest : IsOne(rest) ? Unwrap(rest) : null;
    }

    private static string Unwrap(string text)
    {
        while (text.Length > 2 && text[0] == '(' && text[^1] == ')' && IsOne(text))
            text = text[1..^1].Trim();
        return text;
    }

    /// <summary>Whether no operator stands outside its brackets and texts: what is in front of it concerns it all.
    /// </summary>
    private static bool IsOne(string text)
    {
        var depth = 0;
        var isText = false;
        for (var index = 0; index < text.Length; index++)
        {
            var letter = text[index];
            if (letter == '\'')
                isText = !isText;
            else if (isText)
                continue;
            else if (letter is '(' or '[' or '{')
                depth++;
            else if (letter is ')' or ']' or '}')
            {
                depth--;
                if (depth == 0 && text[0] == '(' && index < text.Length - 1 && text[index + 1] is not ('.' or '['))
                    return false;
            }
            else if (depth == 0 && !char.IsAsciiLetterOrDigit(letter) && letter is not ('.' or '_' or '$'))
                return false;
        }

        return depth == 0 && !isText;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^getInput\(\s*'(?<name>[^']+)'\s*\)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Input();
}
