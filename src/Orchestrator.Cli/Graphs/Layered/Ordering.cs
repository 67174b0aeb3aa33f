namespace Orchestrator.Cli.Graphs.Layered;

/// <summary>
/// Orders each layer from left to right so that few links cross: again and again, down and up, each vertex goes to the
/// middle of those that it is linked to. The best order that was seen is kept.
/// </summary>
internal static class Ordering
{
    private const int Sweeps = 12;

    public static void Run(LayeredGraph graph)
    {
        var best = Snapshot(graph);
        var fewest = Crossings(graph);
        for (var sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            var downwards = sweep % 2 == 0;
            for (var step = 1; step < graph.Layers.Count; step++)
            {
                Sort(graph.Layers[downwards ? step : graph.Layers.Count - 1 - step], downwards);
            }

            var crossings = Crossings(graph);
            if (crossings >= fewest) continue;
            fewest = crossings;
            best = Snapshot(graph);
        }

        for (var layer = 0; layer < best.Count; layer++)
        {
            graph.Layers[layer] = best[layer];
            Number(best[layer]);
        }
    }

    /// <summary>How many pairs of links cross.</summary>
    public static int Crossings(LayeredGraph graph)
    {
        var crossings = 0;
        foreach (var layer in graph.Layers)
        {
            var pieces = layer
                .SelectMany(
                    upper => LayeredGraph.Below(upper).Select(below => (Upper: upper.Place, Lower: below.Lower.Place)))
                .ToList();
            for (var one = 0; one < pieces.Count; one++)
            {
                for (var other = one + 1; other < pieces.Count; other++)
                {
                    var upper = pieces[one].Upper.CompareTo(pieces[other].Upper);
                    var lower = pieces[one].Lower.CompareTo(pieces[other].Lower);
                    if (upper * lower < 0) crossings++;
                }
            }
        }

        return crossings;
    }

    private static void Sort(List<Vertex> layer, bool downwards)
    {
        var middles = layer.ToDictionary(vertex => vertex, vertex => Middle(vertex, downwards));
        var sorted = layer.OrderBy(vertex => middles[vertex]).ToList();
        layer.Clear();
        layer.AddRange(sorted);
        Number(layer);
    }

    private static double Middle(Vertex vertex, bool downwards)
    {
        var linked = downwards ? LayeredGraph.Above(vertex) : LayeredGraph.Below(vertex);
        return linked.Select(neighbour => (double)neighbour.Item1.Place).DefaultIfEmpty(vertex.Place).Average();
    }

    private static void Number(List<Vertex> layer)
    {
        for (var place = 0; place < layer.Count; place++) layer[place].Place = place;
    }

    private static List<List<Vertex>> Snapshot(LayeredGraph graph) => [.. graph.Layers.Select(layer => layer.ToList())];
}
