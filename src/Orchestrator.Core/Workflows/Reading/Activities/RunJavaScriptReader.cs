using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;

namespace Orchestrator.Core.Workflows.Reading.Activities;

internal static class RunJavaScriptReader
{
    private const string JavaScript = "JavaScript";

    private static readonly PropertyDescription Script =
        new("script", new PropertyShape.Input(DataType.String), "The program; what it gives is the result.");

    private static readonly PropertyDescription PossibleOutcomes =
        new(
            "possibleOutcomes",
            new PropertyShape.Input(DataType.List),
            "The outcomes that setOutcome and setOutcomes may choose.");

    public static readonly ActivityDescription Description =
        new("Elsa.RunJavaScript", "Runs a program in JavaScript.", [Script, PossibleOutcomes], Read)
        {
            Result = "result",
            Outcomes = [],
        };

    private static RunJavaScript Read(ActivityReading reading)
    {
        if (reading.Find(Script) is not { } given)
            return new RunJavaScript(reading.Header, null);

        // Elsa wraps the program as a literal text; a text that is computed is a program only then.
        var isLiteral = !Wrapping.Is(given)
            || string.Equals(given["expression"]?["type"]?.Text, "Literal", StringComparison.OrdinalIgnoreCase);
        if (isLiteral)
        {
            var text = Wrapping.Is(given) ? given["expression"]?["value"] : given;
            return new RunJavaScript(
                reading.Header,
                string.IsNullOrWhiteSpace(text?.Text) ? null : reading.Expressions.ReadProgram(text, JavaScript, Script.Name));
        }

        var computed = reading.Input(Script);
        return new RunJavaScript(
            reading.Header,
            reading.Definition.Language(JavaScript) is { } language ? new Expression.Computed(computed, language) : computed);
    }
}
