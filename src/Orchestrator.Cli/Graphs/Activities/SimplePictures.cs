using System.Globalization;
using System.Text.Json;
using Orchestrator.Cli.Graphs.Pictures;

namespace Orchestrator.Cli.Graphs.Activities;

/// <summary>Activities that are one box.</summary>
internal static class SimplePictures
{
    public static Picture Of(JsonElement activity, int widthMin) => activity.ActivityType() switch
    {
        "Event" => Box(BoxKind.Wait, activity, $"waits for {Input(activity, "eventName")}", widthMin),
        "Delay" => Box(BoxKind.Wait, activity, $"waits {Length(Input(activity, "timeSpan"))}", widthMin),
        "SetVariable" or "SetOutput" or "WriteLine" => Boxes.Box(BoxKind.Other, [Note(activity)], widthMin),
        "FlowDecision" => Boxes.Box(BoxKind.Choice, $"{Input(activity, "condition")} ?", widthMin),
        "FlowSwitch" => Box(BoxKind.Choice, activity, "which case?", widthMin),
        "Fault" => Box(
            BoxKind.Fault, activity, $"fault {Input(activity, "code")} {Input(activity, "message")}", widthMin),
        "Finish" => Box(BoxKind.End, activity, "finishes everything", widthMin),
        var type => Box(BoxKind.Other, activity, type, widthMin),
    };

    /// <summary>What fits on one line: values that are kept, and words for the log.</summary>
    public static bool IsNote(JsonElement activity) =>
        activity.ActivityType() is "SetVariable" or "SetOutput" or "WriteLine";

    /// <summary>The line.</summary>
    public static BoxText Note(JsonElement activity) => new(
        activity.ActivityType() switch
        {
            "SetVariable" => $"{VariableName(activity)} = {Input(activity, "value")}",
            "SetOutput" => $"output {Input(activity, "outputName")} = {Input(activity, "outputValue")}",
            _ => $"log: {Input(activity, "text")}",
        },
        TextRole.Detail);

    private static Picture Box(BoxKind kind, JsonElement activity, string detail, int widthMin) =>
        Boxes.Box(kind, [new(activity.Title(), TextRole.Title), new(detail, TextRole.Detail)], widthMin);

    private static string Input(JsonElement activity, string name) => InputText.Of(activity.Member(name));

    private static string VariableName(JsonElement activity) => activity.Member("variable") is { } variable
        ? variable.Text("name") is { Length: > 0 } name ? name : variable.Text("id")
        : "?";

    private static string Length(string text)
    {
        if (!TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var length)) return text;
        var parts = new List<string>();
        if (length.Days > 0) parts.Add($"{length.Days}d");
        if (length.Hours > 0) parts.Add($"{length.Hours}h");
        if (length.Minutes > 0) parts.Add($"{length.Minutes}m");
        if (length.Seconds > 0 || parts.Count == 0) parts.Add($"{length.Seconds}s");
        return string.Join(' ', parts);
    }
}
