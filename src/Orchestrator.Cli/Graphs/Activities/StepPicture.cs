using System.Text.Json;
using Orchestrator.Cli.Graphs.Pictures;

namespace Orchestrator.Cli.Graphs.Activities;

/// <summary>A step: its name, its adapter's operation, what undoes it, and whether there is a way back.</summary>
internal static class StepPicture
{
    public static Picture Of(JsonElement step, int widthMin)
    {
        var operation = $"{InputText.Of(step.Member("adapter"))}.{InputText.Of(step.Member("operation"))}";
        var point = Enum.TryParse<PointOfNoReturn>(
            InputText.Of(step.Member("pointOfNoReturn")), ignoreCase: true, out var given)
            ? given
            : PointOfNoReturn.None;
        return Boxes.Box(
            BoxKind.Step,
            [
                new(step.Title(), TextRole.Title),
                new(operation, TextRole.Detail),
                new(Undo(step), TextRole.Undo),
                new(OnFailure(step), TextRole.Detail),
                new(Warning(point), TextRole.Warning),
            ],
            widthMin,
            point);
    }

    private static string Warning(PointOfNoReturn point) => point switch
    {
        PointOfNoReturn.Soft => "soft point of no return",
        PointOfNoReturn.Hard => "hard point of no return",
        _ => "",
    };

    private static string Undo(JsonElement step)
    {
        if (step.Member("compensation") is not { ValueKind: JsonValueKind.Object } compensation) return "";
        var operation = compensation.Member("operation") is { } given
            ? InputText.Of(given)
            : Literal(compensation)?.Text("operation") ?? "";
        return operation.Length == 0 ? "" : "undo: " + operation;
    }

    /// <summary>The object within a wrapped literal.</summary>
    private static JsonElement? Literal(JsonElement input) => input.Member("expression")?.Member("value");

    private static string OnFailure(JsonElement step) =>
        InputText.Of(step.Member("onFailure")).ToUpperInvariant() switch
        {
            "FALLOUT" => "on failure: falls out",
            "CONTINUE" => "on failure: goes on",
            _ => "",
        };
}
