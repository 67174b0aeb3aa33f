using System.Text.Json;
using Orchestrator.Cli.Graphs.Pictures;

namespace Orchestrator.Cli.Graphs.Activities;

/// <summary>A loop: its body within a frame that says how often.</summary>
internal static class LoopPicture
{
    public static Picture Of(JsonElement activity, Func<JsonElement, Picture> within, int widthMin)
    {
        var body = activity.Member("body") is { } given ? within(given) : Picture.Nothing;
        return body.InFrame(HowOften(activity), widthMin);
    }

    private static string HowOften(JsonElement activity)
    {
        string Input(string name) => InputText.Of(activity.Member(name));

        return activity.ActivityType() switch
        {
            "While" => $"while {Input("condition")}",
            "For" => $"for {Input("start")} to {Input("end")}",
            "ForEach" => $"for each of {Input("items")}",
            _ => $"for each of {Input("items")}, all at once",
        };
    }
}
