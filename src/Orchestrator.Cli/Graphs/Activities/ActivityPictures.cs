using System.Text.Json;
using Orchestrator.Cli.Graphs.Pictures;

namespace Orchestrator.Cli.Graphs.Activities;

/// <summary>What each type of activity looks like; a table of contents.</summary>
internal static class ActivityPictures
{
    private const int DepthMax = 64;

    /// <summary>An activity with all within it.</summary>
    /// <param name="activity">From the definition.</param>
    /// <param name="widthMin">Columns that it takes at least, where it has a border of its own.</param>
    /// <param name="depth">How deep within others it is.</param>
    /// <exception cref="UsageException">The definition is nested too deeply to be drawn.</exception>
    public static Picture Of(JsonElement activity, int widthMin = 0, int depth = 0)
    {
        if (depth > DepthMax) throw new UsageException(
            $"The definition is nested deeper than {DepthMax}: it cannot be drawn.");
        Picture Within(JsonElement inner) => Of(inner, depth: depth + 1);

        return activity.ActivityType() switch
        {
            "Step" => StepPicture.Of(activity, widthMin),
            "Sequence" => SequencePicture.Of(activity.Items("activities"), Within),
            "Flowchart" => FlowchartPicture.Of(activity, depth),
            "If" => ChoicePictures.If(activity, Within),
            "Switch" => ChoicePictures.Switch(activity, Within),
            "Parallel" => ChoicePictures.Parallel(activity.Items("activities"), "in parallel", Within),
            "Fork" => ChoicePictures.Parallel(
                activity.Items("branches"),
                activity.Text("joinMode") == "WaitAny" ? "in parallel, until the first is done" : "in parallel",
                Within),
            "While" or "For" or "ForEach" or "ParallelForEach" => LoopPicture.Of(activity, Within, widthMin),
            "FlowNode" => activity.Member("body") is { } body ? Within(body) : Picture.Nothing,
            _ => SimplePictures.Of(activity, widthMin),
        };
    }

    /// <summary>Whether an activity has a border of its own, to which links can lead.</summary>
    public static bool HasBorder(JsonElement activity) => activity.ActivityType() is not
        ("Sequence" or "Flowchart" or "If" or "Switch" or "Parallel" or "Fork" or "FlowNode");
}
