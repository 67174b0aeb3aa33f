namespace Orchestrator.Cli.Graphs.Layered;

/// <summary>Where links leave their vertices: side by side, in the order in which they go on.</summary>
internal static class Ports
{
    /// <summary>The width that leaves room for links and their labels.</summary>
    public static int WidthMin(IReadOnlyList<string> labels)
    {
        var longest = labels.Max(label => label.Length);
        return longest == 0 ? 4 * labels.Count : 2 * labels.Count * (longest + 2);
    }

    /// <summary>Moves each a little to the side where that makes its way down straight.</summary>
    public static void Straighten(LayeredGraph graph)
    {
        foreach (var vertex in graph.Vertices.Where(vertex => vertex.Picture is not null))
        {
            var links = vertex.Leaving.OrderBy(link => link.OutOffset).ToList();
            for (var index = 0; index < links.Count; index++)
            {
                if (links[index].IsBack) continue;
                var lower = links[index].Path[1];
                var wanted = lower.X + lower.InOffset - vertex.X;
                var least = index == 0 ? 1 : links[index - 1].OutOffset + links[index - 1].Label.Length + 3;
                var most = index == links.Count - 1
                    ? vertex.Width - 2
                    : links[index + 1].OutOffset - links[index].Label.Length - 3;
                if (wanted >= least && wanted <= most) links[index].OutOffset = wanted;
            }
        }
    }

    /// <summary>Spreads them evenly.</summary>
    public static void Run(LayeredGraph graph)
    {
        foreach (var vertex in graph.Vertices.Where(vertex => vertex.Picture is not null))
        {
            var links = vertex.Leaving.OrderBy(link => link.IsBack ? int.MaxValue : link.Path[1].Place).ToList();
            for (var index = 0; index < links.Count; index++)
            {
                links[index].OutOffset = links.Count == 1
                    ? vertex.Picture!.Out ?? vertex.Picture.In
                    : (2 * index + 1) * vertex.Width / (2 * links.Count);
            }
        }
    }
}
