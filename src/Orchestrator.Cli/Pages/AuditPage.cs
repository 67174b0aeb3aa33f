using System.Globalization;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Pages;

/// <summary>One audit, part by part.</summary>
internal static class AuditPage
{
    private static readonly Column[] Columns =
    [
        new("PART"),
        new("STATE"),
        new("FOUND"),
        new("RESOLVED"),
        new("UNSETTLED", Worth: 5),
        new("LEDGER", Worth: 3),
        new("LISTED", Worth: 4),
        new("TIME", Worth: 2),
        new("", 20, Worth: 1),
    ];

    public static IRenderable Of(Audit audit, TimeProvider time, int width)
    {
        var now = time.GetUtcNow();
        var heading = new Paragraph()
            .Append(Plain.Line(audit.Name), Styles.Bold)
            .Append("  ")
            .Append(Plain.Line(ContractEnum<Audit.Types.State>.Word(audit.State)), StyleOf(audit.State));
        return new Rows(
            heading,
            Facts.Of(
            [
                new("wanted by", audit.Actor),
                new("reason", audit.Decision?.Reason ?? ""),
                new("begun", Age.Full(audit.CreateTime, time)),
                new("took", Age.Between(audit.CreateTime, audit.EndTime, now)),
            ]),
            Plain.Blank,
            FittedTable.Of(Columns, [.. audit.Parts.Select(part => Row(part, now))], width));
    }

    /// <summary>What it is at, in one line.</summary>
    public static string Progress(Audit audit)
    {
        var now = audit.Parts.FirstOrDefault(static part => part.State == Audit.Types.State.Running);
        return now is null
            ? $"{audit.Name}: {ContractEnum<Audit.Types.State>.Word(audit.State)}"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{audit.Name}: {PartOf(now)} {now.Message}, {now.Held} in the ledger, {now.Listed} listed, {now.Found} found");
    }

    public static Style StyleOf(Audit.Types.State state) => state switch
    {
        Audit.Types.State.Complete => Styles.Good,
        Audit.Types.State.Incomplete => Styles.Bad,
        Audit.Types.State.Running => Styles.Works,
        _ => Styles.Waits,
    };

    private static string PartOf(AuditPart part) => part.Adapter.Length == 0 ? "stuck" : Names.Short(part.Adapter);

    private static Cell[] Row(AuditPart part, DateTimeOffset now) =>
    [
        PartOf(part),
        new(ContractEnum<Audit.Types.State>.Word(part.State), StyleOf(part.State)),
        Number(part.Found),
        Number(part.Resolved),
        Number(part.Unsettled),
        Number(part.Held),
        Number(part.Listed),
        Age.Between(part.StartTime, part.EndTime, now),
        part.Message,
    ];

    private static string Number(long number) => number == 0 ? "" : number.ToString(CultureInfo.InvariantCulture);
}
