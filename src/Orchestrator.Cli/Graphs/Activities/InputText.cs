using System.Text.Json;
using System.Text.RegularExpressions;

namespace Orchestrator.Cli.Graphs.Activities;

/// <summary>An activity's input in a few words: the value, the script, or the variable's name.</summary>
internal static partial class InputText
{
    /// <summary>Empty where there is none.</summary>
    public static string Of(JsonElement? input)
    {
        if (input is not { } given) return "";
        if (given.ValueKind != JsonValueKind.Object) return Scalar(given);
        if (given.Member("expression") is { ValueKind: JsonValueKind.Object } expression) return Expression(expression);
        return given.Member("type") is not null && given.Member("value") is not null
            ? Expression(given)
            : Compact(given.GetRawText());
    }

    private static string Expression(JsonElement expression)
    {
        if (expression.Member("value") is not { } value) return "";
        return expression.Text("type") switch
        {
            "JavaScript" or "CSharp" => Script(Scalar(value)),
            "Variable" or "Input" when value.ValueKind == JsonValueKind.Object =>
                value.Text("name") is { Length: > 0 } name ? name : value.Text("id"),
            _ => Scalar(value),
        };
    }

    private static string Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Compact(value.GetString()!),
        JsonValueKind.Null => "",
        _ => Compact(value.GetRawText()),
    };

    private static string Script(string text)
    {
        var body = text.StartsWith("return ", StringComparison.Ordinal) ? text["return ".Length..] : text;
        return body.TrimEnd(';', ' ');
    }

    private static string Compact(string text) => Spaces().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
