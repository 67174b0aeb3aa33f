using System.Collections.Immutable;
using Orchestrator.Cli.Graphs.Pictures;

namespace Orchestrator.Cli.Graphs.Layered;

/// <summary>Draws a graph in layers, after Sugiyama: layers, order, columns, rows.</summary>
internal static class LayeredPicture
{
    // Beneath each layer: a row for labels, the lines across, a row for arrows.
    private const int LabelRows = 1;
    private const int ArrowRows = 1;

    public static Picture Of(LayeredGraph graph)
    {
        Layering.Run(graph);
        Ordering.Run(graph);
        Ports.Run(graph);
        Columns.Run(graph);
        Ports.Straighten(graph);
        var wiring = new Wiring(graph);
        var bottoms = SetRows(graph, wiring);
        // What turns back up beneath the last layer needs its rows there too.
        var height = bottoms[^1] + (wiring.TrackCounts[^1] == 0 ? 0 : LabelRows + wiring.TrackCounts[^1]);

        var marks = new List<Mark>();
        foreach (var link in graph.Links) Add(marks, link, wiring, bottoms);
        foreach (var vertex in graph.Vertices)
        {
            if (vertex.Picture is { } picture) marks.AddRange(picture.At(vertex.X, vertex.Y));
        }

        var width = marks.OfType<LabelMark>().Select(label => label.Place.X + label.Text.Length)
            .Append(wiring.Right + 1)
            .Max();
        return new(width, height, graph.Entry.X, graph.Exit?.X, [.. marks]) { BeginsWithLine = true };
    }

    /// <returns>The row beneath each layer.</returns>
    private static int[] SetRows(LayeredGraph graph, Wiring wiring)
    {
        var bottoms = new int[graph.Layers.Count];
        var y = 0;
        for (var layer = 0; layer < graph.Layers.Count; layer++)
        {
            foreach (var vertex in graph.Layers[layer]) vertex.Y = y;
            y += graph.Layers[layer].Max(vertex => vertex.Height);
            bottoms[layer] = y;
            y += LabelRows + wiring.TrackCounts[layer] + ArrowRows;
        }

        return bottoms;
    }

    private static void Add(List<Mark> marks, Link link, Wiring wiring, int[] bottoms)
    {
        var start = new Spot(Wiring.OutColumn(link.From, link), link.From.Y + link.From.Height);
        if (link.Label.Length > 0) marks.Add(new LabelMark(start.MovedBy(2, 0), link.Label));

        var wire = wiring.To(link.To);
        List<Spot> spots = [start];
        if (link.IsBack)
        {
            var turn = FirstTrack(link.From.Layer) + wiring.Turn(link).Track;
            var arrival = FirstTrack(link.To.Layer - 1) + wire.Track;
            var column = Wiring.InColumn(link.To);
            spots.AddRange([start with { Y = turn }, new(link.SideColumn, turn), new(link.SideColumn, arrival), new(
                column, arrival)]);
            spots.Add(new(column, link.To.Y - 1));
            marks.Add(new LineMark(Straightened(spots), HasArrow: true, wire.Net));
            return;
        }

        for (var index = 1; index < link.Path.Count; index++)
        {
            var lower = link.Path[index];
            var across = FirstTrack(lower.Layer - 1) + wiring.To(lower).Track;
            spots.AddRange([spots[^1] with { Y = across }, new(Wiring.InColumn(lower), across)]);
        }

        spots.Add(spots[^1] with { Y = link.To.Y - 1 });
        marks.Add(new LineMark(Straightened(spots), HasArrow: link.To.Picture is { BeginsWithLine: false }, wire.Net));

        int FirstTrack(int layer) => bottoms[layer] + LabelRows;
    }

    /// <summary>Without spots on the way between two others.</summary>
    private static ImmutableArray<Spot> Straightened(List<Spot> spots)
    {
        var kept = new List<Spot>();
        foreach (var spot in spots)
        {
            if (kept.Count > 0 && kept[^1] == spot) continue;
            if (kept.Count > 1 && ((kept[^2].X == kept[^1].X && kept[^1].X == spot.X)
                || (kept[^2].Y == kept[^1].Y && kept[^1].Y == spot.Y)))
            {
                kept.RemoveAt(kept.Count - 1);
            }

            kept.Add(spot);
        }

        return [.. kept];
    }
}
