using System.Globalization;
using Orchestrator.Core.Expressions;

namespace Orchestrator.Core.Workflows.Reading.Activities;

/// <summary>Reads the cases of a switch, of either kind.</summary>
internal static class CaseReading
{
    public static string Label(Node node, int number) =>
        node["label"]?.Text ?? number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Bare, as Elsa writes the conditions of cases; or wrapped, or plain, as everywhere else.</summary>
    public static Expression Condition(ActivityReading reading, Node node, string label)
    {
        var what = $"condition of case '{label}'";
        if (node["condition"] is not { } condition)
        {
            reading.Add(
                DiagnosticCodes.Missing,
                node,
                $"Case '{label}' of activity '{reading.Header.Id}' has no 'condition'. Give it.");
            return new Expression.Literal(false);
        }

        return condition.IsObject && condition["expression"] is null
            ? reading.Expressions.ReadTyped(condition, DataType.Boolean, what)
            : reading.Expressions.Read(condition, DataType.Boolean, what);
    }
}
