using System.Globalization;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Pages;

/// <summary>A page of a list of audits.</summary>
internal static class AuditTable
{
    private static readonly Column[] Columns =
    [
        new("AUDIT"),
        new("STATE"),
        new("AGE"),
        new("TOOK", Worth: 4),
        new("FOUND"),
        new("RESOLVED", Worth: 5),
        new("BY", 8, Worth: 2),
        new("NOT AUDITED", 12),
        new("REASON", 12, Worth: 1),
    ];

    public static IRenderable Of(ListAuditsResponse answer, DateTimeOffset now, int width)
    {
        if (answer.Audits.Count == 0) return new Text("There was no audit yet.\n", Styles.Dim);

        return MorePages.After(
            FittedTable.Of(Columns, [.. answer.Audits.Select(audit => Row(audit, now))], width), answer);
    }

    private static Cell[] Row(Audit audit, DateTimeOffset now) =>
    [
        audit.Name,
        new(ContractEnum<Audit.Types.State>.Word(audit.State), AuditPage.StyleOf(audit.State)),
        Age.Of(audit.CreateTime, now),
        Age.Between(audit.CreateTime, audit.EndTime, now),
        audit.Parts.Sum(static part => part.Found).ToString(CultureInfo.InvariantCulture),
        audit.Parts.Sum(static part => part.Resolved).ToString(CultureInfo.InvariantCulture),
        audit.Actor,
        string.Join(", ", audit.Parts
            .Where(static part => part.State == Audit.Types.State.Incomplete)
            .Select(static part => Names.Short(part.Adapter))),
        audit.Decision?.Reason ?? "",
    ];
}
