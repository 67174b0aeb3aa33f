namespace Orchestrator.Cli.Graphs.Layered;

/// <summary>
/// Gives every vertex its column: as near as the order and the widths allow to the middle of those that it is linked
/// to, first from above, then from below, some times over.
/// </summary>
internal static class Columns
{
    private const int Rounds = 8;
    private const int Gap = 4;

    public static void Run(LayeredGraph graph)
    {
        foreach (var layer in graph.Layers) Spread(layer, vertex => (vertex.X, 1));
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var layer in Enumerable.Reverse(graph.Layers)) Spread(layer, FromBelow);
            foreach (var layer in graph.Layers) Spread(layer, FromAbove);
        }

        var left = graph.Layers.Min(layer => layer[0].X);
        foreach (var vertex in graph.Layers.SelectMany(layer => layer)) vertex.X -= left;
    }

    private static (double Wanted, double Weight) FromAbove(Vertex vertex) => Middle(
        vertex,
        LayeredGraph.Above(vertex).Select(above =>
            (above.Upper, above.Upper.X + (above.Upper == above.Link.From ? above.Link.OutOffset : 0) - vertex.InOffset)));

    private static (double Wanted, double Weight) FromBelow(Vertex vertex) => Middle(
        vertex,
        LayeredGraph.Below(vertex).Select(below =>
            (below.Lower, below.Lower.X + below.Lower.InOffset - (vertex == below.Link.From ? below.Link.OutOffset : 0))));

    /// <summary>The middle one of the columns wanted; of an even number the mean of the two in the middle.</summary>
    private static (double Wanted, double Weight) Middle(Vertex vertex, IEnumerable<(Vertex Other, int Column)> wanted)
    {
        var columns = wanted.OrderBy(want => want.Column).ToList();
        if (columns.Count == 0) return (vertex.X, 0.1);

        var middle = (columns[(columns.Count - 1) / 2].Column + columns[columns.Count / 2].Column) / 2.0;

        // A line past several layers is to be straight before anything else.
        var isLine = vertex.Picture is null && columns.All(want => want.Other.Picture is null);
        return (middle, isLine ? 8 : 1);
    }

    /// <summary>
    /// The columns nearest to those wanted, by weighted squares, that keep order and gaps: neighbours that would
    /// overlap are joined to a group, which goes to its members' mean.
    /// </summary>
    private static void Spread(List<Vertex> layer, Func<Vertex, (double Wanted, double Weight)> want)
    {
        var offsets = new int[layer.Count];
        for (var place = 1; place < layer.Count; place++)
        {
            offsets[place] = offsets[place - 1] + layer[place - 1].Width + Gap;
        }

        var groups = new Stack<(double Mean, double Weight, int Count)>();
        for (var place = 0; place < layer.Count; place++)
        {
            var (wanted, weight) = want(layer[place]);
            var group = (Mean: wanted - offsets[place], Weight: weight, Count: 1);
            while (groups.TryPeek(out var before) && before.Mean >= group.Mean)
            {
                groups.Pop();
                var together = before.Weight + group.Weight;
                group = (
                    (before.Mean * before.Weight + group.Mean * group.Weight) / together,
                    together,
                    before.Count + group.Count);
            }

            groups.Push(group);
        }

        var next = 0;
        foreach (var group in groups.Reverse())
        {
            for (var end = next + group.Count; next < end; next++)
            {
                layer[next].X = (int)Math.Round(group.Mean) + offsets[next];
            }
        }
    }
}
