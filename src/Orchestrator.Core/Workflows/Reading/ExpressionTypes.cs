using Orchestrator.Core.Expressions;

namespace Orchestrator.Core.Workflows.Reading;

/// <summary>Expression types that Elsa has and definitions here cannot use.</summary>
internal static class ExpressionTypes
{
    /// <summary>Whether it is code that Elsa would run; what it does not know is null there.</summary>
    public static bool IsProgram(string type) => type.ToUpperInvariant() is "CSHARP" or "C#" or "PYTHON";

    public static string Refuse(string type, string property, IReadOnlyList<IScriptLanguage> languages)
    {
        var usable = string.Join(", ", languages.Select(language => language.Name).Order(StringComparer.Ordinal));
        var reason = type.ToUpperInvariant() switch
        {
            "CSHARP" or "C#" => "C# has no sandbox and is not run. Write it in JavaScript, or a text in Liquid.",
            "PYTHON" => "Python is not run. Write it in JavaScript, or a text in Liquid.",
            "DELEGATE" =>
                "Delegates exist in Elsa's code only, never in a file. Write the value, JavaScript or Liquid.",
            "SECRET" =>
                "Secrets are not read by workflows: an adapter's credentials are in its configuration. Leave it out.",
            _ => $"It is not known. Use Literal, Object, Variable, Input{(usable.Length > 0 ? " or " : "")}{usable}.",
        };
        return $"The expression of '{property}' is of type '{type}'. {reason}";
    }
}
