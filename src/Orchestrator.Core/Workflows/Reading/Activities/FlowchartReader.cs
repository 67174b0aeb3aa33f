using System.Collections.Frozen;
using System.Collections.Immutable;
using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Reading.Activities;

internal static class FlowchartReader
{
    private static readonly PropertyDescription Activities =
        new("activities", new PropertyShape.Children(), "The activities, in any order.");

    private static readonly PropertyDescription Connections =
        new("connections", new PropertyShape.Connections(), "What follows what, and on which outcome.");

    public static readonly ActivityDescription Description = new(
        "Elsa.Flowchart",
        "Runs activities as their connections say; one that several lead to waits for them all.",
        [Activities, Connections],
        Read)
    {
        DeclaresVariables = true,
    };

    private static Flowchart Read(ActivityReading reading)
    {
        var activities = reading.Children(Activities);
        var drawn = new List<DrawnConnection>();
        var byId = activities.ToDictionary(
            activity => activity.Id[activity.Header.Within.Length..], StringComparer.Ordinal);
        foreach (var node in reading.Items(Connections))
        {
            if (Connection(reading, node, drawn.Count, byId) is { } connection)
                drawn.Add(connection);
        }

        var graph = new FlowchartGraph(activities, drawn);
        var flowchart = new Flowchart(reading.Header, activities, graph.Connections, graph.Start)
        {
            MovesTokens = reading.Definition.MovesTokens,
            MergeModes = ReadMergeModes(reading, activities),
        };
        reading.Definition.Flowcharts.Add((flowchart, graph));
        return flowchart;
    }

    /// <summary>
    /// What Elsa keeps among an activity's custom properties; what is none of the modes counts as none.
    /// </summary>
    private static FrozenDictionary<string, MergeMode> ReadMergeModes(
        ActivityReading reading, ImmutableArray<Activity> activities)
    {
        var modes = new Dictionary<string, MergeMode>(StringComparer.Ordinal);
        foreach (var activity in activities)
        {
            var node = reading.Definition.Nodes[activity.Header.Index];
            var given = (node["customProperties"] ?? node["applicationProperties"])?["mergeMode"];
            if (given?.Text is { } text
                && Enum.TryParse<MergeMode>(text, ignoreCase: true, out var mode)
                && !char.IsDigit(text[0]))
                modes[activity.Id] = mode;
        }

        return modes.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Both ways of writing one: ends with ports of their own, or names with the ports beside them.</summary>
    private static DrawnConnection? Connection(
        ActivityReading reading, Node node, int index, Dictionary<string, Activity> byId)
    {
        var source = End(reading, node, "source", byId);
        var target = End(reading, node, "target", byId);
        if (source is null || target is null)
            return null;

        var port = node["source"]!.IsObject ? node["source"]!["port"] : node["sourcePort"];
        return new(index, source, port?.Text, target, node);
    }

    private static Activity? End(ActivityReading reading, Node node, string end, Dictionary<string, Activity> byId)
    {
        var given = node[end];
        var reference = given is { IsObject: true } ? given["activity"] : given;
        if (reference?.Text is not { } id)
        {
            reading.Add(
                DiagnosticCodes.WrongShape,
                given ?? node,
                $"A connection of activity '{reading.Header.Id}' has no {end}. Write {{\"source\": {{\"activity\": "
                    + $"\"a\", \"port\": \"Done\"}}, \"target\": {{\"activity\": \"b\"}}}}.");
            return null;
        }

        if (byId.TryGetValue(id, out var activity))
            return activity;

        reading.Add(
            DiagnosticCodes.UnknownConnectionEnd,
            reference,
            $"A connection's {end} is '{id}', and flowchart '{reading.Header.Id}' has no such activity. "
                + $"{reading.Definition.Report.DidYouMean(id, byId.Keys)}Correct the id, or take the connection away.");
        return null;
    }
}
