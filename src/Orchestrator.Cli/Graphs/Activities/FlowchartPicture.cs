using System.Text.Json;
using Orchestrator.Cli.Graphs.Layered;
using Orchestrator.Cli.Graphs.Pictures;

namespace Orchestrator.Cli.Graphs.Activities;

/// <summary>A flowchart: activities, and connections from their outcomes to others.</summary>
internal static class FlowchartPicture
{
    private sealed record Connection(string Source, string Port, string Target);

    public static Picture Of(JsonElement flowchart, int depth)
    {
        var activities = flowchart.Items("activities");
        if (activities.Count == 0) return Picture.Nothing;

        var connections = Connections(flowchart, [.. activities.Select(activity => activity.Text("id"))]);
        var graph = new LayeredGraph();
        var vertices = new Dictionary<string, Vertex>();
        foreach (var activity in activities)
        {
            var ports = connections.Where(link => link.Source == activity.Text("id"))
                .Select(link => link.Port)
                .ToHashSet();
            var labels = Outcomes.Of(activity, ports).Union(ports).ToList();
            vertices[activity.Text("id")] = graph.Add(Draw(activity, labels, depth));
        }

        graph.Connect(graph.Entry, vertices[Start(activities, connections).Text("id")], "");
        foreach (var link in connections) graph.Connect(vertices[link.Source], vertices[link.Target], link.Port);
        ConnectExit(graph, activities, connections, vertices);
        return LayeredPicture.Of(graph);
    }

    private static Picture Draw(JsonElement activity, List<string> labels, int depth)
    {
        var widthMin = labels.Count == 0 ? 0 : Ports.WidthMin(labels);
        var picture = ActivityPictures.Of(activity, widthMin, depth + 1);
        if (ActivityPictures.HasBorder(activity)) return picture;

        // A choice has its name in it.
        var title = activity.ActivityType() == "If" ? "" : activity.Title();
        return picture.InFrame(title, widthMin);
    }

    private static void ConnectExit(
        LayeredGraph graph,
        IReadOnlyList<JsonElement> activities,
        IReadOnlyList<Connection> connections,
        Dictionary<string, Vertex> vertices)
    {
        var exits = new List<(Vertex Vertex, string Outcome)>();
        foreach (var activity in activities)
        {
            var vertex = vertices[activity.Text("id")];
            if (vertex.Picture!.Out is null) continue;
            var taken = connections.Where(link => link.Source == activity.Text("id"))
                .Select(link => link.Port)
                .ToHashSet();
            exits.AddRange(Outcomes.Of(activity, taken).Except(taken).Select(outcome => (vertex, outcome)));
        }

        if (exits.Count == 0) return;
        var exit = graph.AddExit();
        foreach (var (vertex, outcome) in exits) graph.Connect(vertex, exit, outcome);
    }

    /// <summary>
    /// As the engine chooses it: a Start, what may start a workflow, what nothing leads to, the first.
    /// </summary>
    private static JsonElement Start(IReadOnlyList<JsonElement> activities, IReadOnlyList<Connection> connections)
    {
        var targets = connections.Select(link => link.Target).ToHashSet();
        return activities.Cast<JsonElement?>().FirstOrDefault(activity => activity!.Value.ActivityType() == "Start")
            ?? activities.Cast<JsonElement?>().FirstOrDefault(activity => CanStart(activity!.Value))
            ?? activities.Cast<JsonElement?>().FirstOrDefault(activity => !targets.Contains(activity!.Value.Text("id")))
            ?? activities[0];
    }

    private static bool CanStart(JsonElement activity) =>
        (activity.Member("customProperties")?.Member("canStartWorkflow") ?? activity.Member("canStartWorkflow"))
            is { ValueKind: JsonValueKind.True };

    private static List<Connection> Connections(JsonElement flowchart, HashSet<string> known)
    {
        var connections = new List<Connection>();
        foreach (var given in flowchart.Items("connections"))
        {
            var connection = given.Member("source") is { ValueKind: JsonValueKind.Object } source
                ? new Connection(
                    source.Text("activity"), source.Text("port"), given.Member("target")?.Text("activity") ?? "")
                : new Connection(given.Text("source"), given.Text("sourcePort"), given.Text("target"));
            if (!known.Contains(connection.Source) || !known.Contains(connection.Target)) continue;

            // Done is what everybody expects: only what is not expected is written.
            connections.Add(connection with
            {
                Port = connection.Port == "Done" ? "" : Boxes.Label(connection.Port),
            });
        }

        return connections;
    }
}
