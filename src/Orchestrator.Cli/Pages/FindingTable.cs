using Orchestrator.Cli.Arguments;
using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Pages;

/// <summary>A page of a list of findings: the money first.</summary>
internal static class FindingTable
{
    private static readonly Column[] Columns =
    [
        new("MONEY"),
        new("KIND"),
        new("STATE"),
        new("SINCE"),
        new("CUSTOMER", 10),
        new("SERVICE", 10, Worth: 3),
        new("ADAPTER", 8, Worth: 2),
        new("WHAT", 24, Worth: 4),
        new("FINDING"),
    ];

    public static IRenderable Of(ListFindingsResponse answer, DateTimeOffset now, int width)
    {
        if (answer.Findings.Count == 0) return new Text("There are no such findings.\n", Styles.Good);

        return MorePages.After(
            FittedTable.Of(Columns, [.. answer.Findings.Select(one => Row(one, now))], width),
            answer,
            "orchestrator audit findings ");
    }

    public static string Money(Money? money) => money is null
        ? ""
        : $"{money.Amount} {money.Currency}/{money.Period switch { "P1M" => "month", "P1Y" => "year", "P1W" => "week", "P1D" => "day", var other => other }}";

    public static Style StyleOf(Finding.Types.State state) => state switch
    {
        Finding.Types.State.Open => Styles.Bad,
        Finding.Types.State.Accepted => Styles.Waits,
        Finding.Types.State.FixStarted => Styles.Works,
        _ => Styles.Over,
    };

    private static Cell[] Row(Finding one, DateTimeOffset now) =>
    [
        Money(one.Money),
        ContractEnum<Finding.Types.Kind>.Word(one.Kind),
        new(ContractEnum<Finding.Types.State>.Word(one.State), StyleOf(one.State)),
        Age.Of(one.FirstSeenTime, now),
        one.Customer,
        Names.Short(one.Service),
        Names.Short(one.Adapter),
        one.Summary,
        Names.Short(one.Name),
    ];
}
