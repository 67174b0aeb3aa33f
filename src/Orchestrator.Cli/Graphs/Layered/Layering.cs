namespace Orchestrator.Cli.Graphs.Layered;

/// <summary>
/// Puts every vertex beneath all that lead to it: links that close a cycle are marked first, then the longest way from
/// the top decides, and a link past several layers gets a point in each.
/// </summary>
internal static class Layering
{
    public static void Run(LayeredGraph graph)
    {
        MarkBackLinks(graph);
        var order = TopDown(graph);
        foreach (var vertex in order)
        {
            // What nothing leads to is drawn beside the first, not beside the entry.
            vertex.Layer = vertex == graph.Entry ? 0 : 1;
            foreach (var link in vertex.Entering.Where(link => !link.IsBack))
            {
                vertex.Layer = Math.Max(vertex.Layer, link.From.Layer + 1);
            }
        }

        // Beneath everything, so that the way out passes nothing.
        if (graph.Exit is { } exit) exit.Layer = order.Max(vertex => vertex == exit ? 0 : vertex.Layer) + 1;

        for (var layer = order.Max(vertex => vertex.Layer); layer >= 0; layer--) graph.Layers.Add([]);
        foreach (var vertex in order) Place(graph, vertex);
        foreach (var link in graph.Links.Where(link => !link.IsBack)) Draw(graph, link);
    }

    private static void MarkBackLinks(LayeredGraph graph)
    {
        var open = new HashSet<Vertex>();
        var done = new HashSet<Vertex>();
        foreach (var vertex in graph.Vertices) Visit(vertex);

        void Visit(Vertex vertex)
        {
            if (done.Contains(vertex)) return;
            open.Add(vertex);
            foreach (var link in vertex.Leaving)
            {
                if (open.Contains(link.To)) link.IsBack = true;
                else if (!done.Contains(link.To)) Visit(link.To);
            }

            open.Remove(vertex);
            done.Add(vertex);
        }
    }

    /// <summary>
    /// Every vertex after all that lead to it; those of one branch together, in the definition's order.
    /// </summary>
    private static List<Vertex> TopDown(LayeredGraph graph)
    {
        var order = new List<Vertex>();
        var seen = new HashSet<Vertex>();
        foreach (var vertex in Enumerable.Reverse(graph.Vertices)) Visit(vertex);
        order.Reverse();
        return order;

        void Visit(Vertex vertex)
        {
            if (!seen.Add(vertex)) return;
            foreach (var link in Enumerable.Reverse(vertex.Leaving).Where(link => !link.IsBack)) Visit(link.To);
            order.Add(vertex);
        }
    }

    private static void Draw(LayeredGraph graph, Link link)
    {
        link.Path.Add(link.From);
        for (var layer = link.From.Layer + 1; layer < link.To.Layer; layer++)
        {
            var point = new Vertex(null) { Layer = layer };
            point.Entering.Add(link);
            link.Path.Add(point);
            Place(graph, point);
        }

        link.Path.Add(link.To);
    }

    private static void Place(LayeredGraph graph, Vertex vertex)
    {
        vertex.Place = graph.Layers[vertex.Layer].Count;
        graph.Layers[vertex.Layer].Add(vertex);
    }
}
