using Orchestrator.Cli.Arguments;
using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;
using Action = Orchestrator.V1.Action;

namespace Orchestrator.Cli.Pages;

/// <summary>A page of a list of activations.</summary>
internal static class ActivationTable
{
    private static readonly Column[] Columns =
    [
        new("NAME"),
        new("STATE"),
        new("ACTION", Worth: 6),
        new("CUSTOMER", 8, Worth: 5),
        new("PRODUCT", 9, Worth: 2),
        new("SERVICE", 8, Worth: 1),
        new("ORDER", 8, Worth: 4),
        new("AGE"),
        new("WHAT", 20, Worth: 3),
    ];

    public static IRenderable Of(ListActivationsResponse answer, DateTimeOffset now, int width)
    {
        if (answer.Activations.Count == 0) return new Text("There are no such activations.\n", Styles.Dim);

        return MorePages.After(
            FittedTable.Of(Columns, [.. answer.Activations.Select(activation => Row(activation, now))], width), answer);
    }

    private static Cell[] Row(Activation activation, DateTimeOffset now) =>
    [
        activation.Name,
        new(ContractEnum<Activation.Types.State>.Word(activation.State), Styles.Of(activation.State)),
        ContractEnum<Action>.Word(activation.Action),
        activation.Customer,
        activation.Product,
        Names.Short(activation.Service),
        activation.OrderReference,
        Age.Of(activation.CreateTime, now),
        activation.Jeopardy is null ? activation.StateReason : Jeopardy(activation, now),
    ];

    private static Cell Jeopardy(Activation activation, DateTimeOffset now) =>
        new($"Due time in jeopardy ({Age.Of(activation.DueTime, now)}): {activation.StateReason}", Styles.Waits);
}
