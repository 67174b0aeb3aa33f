using System.Globalization;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;
using State = Orchestrator.V1.Step.Types.State;

namespace Orchestrator.Cli.Pages;

/// <summary>An activation's steps, in the order of their start, and beneath it the errors in full.</summary>
internal static class StepTable
{
    private static readonly Column[] Columns =
    [
        new(""),
        new("STEP", 12),
        new("STATE"),
        new("TRIES", Worth: 5),
        new("TOOK", Worth: 3),
        new("OPERATION", 12, Worth: 4),
        new("UNDO", 8, Worth: 1),
        new("NO RETURN", Worth: 2),
    ];

    public static IRenderable Of(IReadOnlyList<Step> steps, DateTimeOffset now, int width)
    {
        var table = FittedTable.Of(Columns, [.. steps.Select(step => Row(step, now))], width);
        var lines = steps.SelectMany(step => LinesOf(step, now)).ToList();
        return lines.Count == 0 ? table : new Rows([table, Plain.Blank, .. lines]);
    }

    private static Cell[] Row(Step step, DateTimeOffset now) =>
    [
        new(Styles.Mark(step.State), Styles.Of(step.State)),
        step.DisplayName.Length == 0 || step.DisplayName == step.Id ? step.Id : $"{step.Id} ({step.DisplayName})",
        new(StateOf(step, now), Styles.Of(step.State)),
        Tries(step),
        Age.Between(step.StartTime, step.EndTime, now),
        $"{step.Adapter}.{step.Operation}",
        new(step.Compensation, Styles.Dim),
        step.PointOfNoReturn switch
        {
            PointOfNoReturn.Soft => new Cell("soft", Styles.Waits),
            PointOfNoReturn.Hard => new Cell("hard", Styles.Bad),
            _ => "",
        },
    ];

    private static string StateOf(Step step, DateTimeOffset now)
    {
        var word = ContractEnum<State>.Word(step.State);
        if (step.Window.Length > 0 && step.NextAttemptTime?.ToDateTimeOffset() > now)
            return $"{word} {Age.Of(step.NextAttemptTime, now)}, window {Plain.Line(step.Window)}";

        if (step.Delay is { Kind: not StepDelay.Types.Kind.Unspecified } delay)
            return $"{word}, {ContractEnum<StepDelay.Types.Kind>.Word(delay.Kind)} {Age.Of(delay.SinceTime, now)}".TrimEnd();

        return step.State == State.Retrying && step.NextAttemptTime is not null
            ? $"{word} {Age.Of(step.NextAttemptTime, now)}"
            : word;
    }

    private static string Tries(Step step)
    {
        var forward = step.Attempts == 0 ? "" : step.Attempts.ToString(CultureInfo.InvariantCulture);
        return step.CompensationAttempts == 0 ? forward : $"{forward} ↶{step.CompensationAttempts}";
    }

    private static IEnumerable<IRenderable> LinesOf(Step step, DateTimeOffset now)
    {
        if (DelayOf(step, now) is { } delay) yield return delay;
        if (step.Error is not null) yield return ErrorLine(step, step.Error, "");
        if (step.CompensationError is not null) yield return ErrorLine(step, step.CompensationError, "undoing ");
    }

    /// <summary>That it waits for a window its state says already.</summary>
    private static Paragraph? DelayOf(Step step, DateTimeOffset now) => step.Delay is not { Message.Length: > 0 } delay
        || step.Window.Length > 0
            ? null
            : new Paragraph()
                .Append($"{Plain.Line(step.Id)} waits: ", Styles.Bold)
                .Append(Plain.Line(delay.Message), Styles.Waits)
                .Append(delay.UntilTime?.ToDateTimeOffset() > now ? $" Next {Age.Of(delay.UntilTime, now)}." : "");

    private static Paragraph ErrorLine(Step step, StepError error, string what) => new Paragraph()
        .Append($"{what}{Plain.Line(step.Id)}: ", Styles.Bold)
        .Append(error.Code.Length == 0 ? "" : Plain.Line(error.Code) + " ", Styles.Bad)
        .Append(Plain.Line(error.Message));
}
