using System.Globalization;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Activities;

/// <summary>
/// Elsa.Complete: the definition that it is in ends with these outcomes, whatever else runs in it: one used as an
/// activity, or the workflow.
/// </summary>
public sealed class Complete(ActivityHeader header, Expression outcomes) : Activity(header)
{
    public Expression Outcomes => outcomes;

    public override bool IsTerminal => true;

    internal override void Run(Burst burst, Turn turn)
    {
        if (burst.TryEvaluate(outcomes, this, turn.Parent, "outcomes", out var names))
            burst.CompleteDefinition(turn.Parent, NamesIn(names));
    }

    /// <summary>A text is one outcome, however it looks; null where there is none.</summary>
    internal static IReadOnlyList<string>? NamesIn(Value value) => value.Kind switch
    {
        ValueKind.Null => null,
        ValueKind.Array when value.Items.Length == 0 => null,
        ValueKind.Array => [.. value.Items.ToArray().Select(Text)],
        _ => [Text(value)],
    };

    private static string Text(Value value) => value.Kind switch
    {
        ValueKind.String => value.AsString!,
        ValueKind.Number => value.AsNumber.ToString("R", CultureInfo.InvariantCulture),
        ValueKind.Boolean => value.AsBoolean ? "True" : "False",
        _ => value.ToString(),
    };
}
