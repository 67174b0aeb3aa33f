using Orchestrator.Cli.Graphs.Pictures;

namespace Orchestrator.Cli.Graphs.Layered;

/// <summary>A flowchart on its way to be drawn: vertices, the links between them, and the layers they are in.</summary>
internal sealed class LayeredGraph
{
    /// <summary>Where the flowchart is entered: the first vertex.</summary>
    public Vertex Entry { get; } = new(null);

    /// <summary>Where it is left; null where every way ends within.</summary>
    public Vertex? Exit { get; private set; }

    public List<Vertex> Vertices { get; }

    public List<Link> Links { get; } = [];

    /// <summary>Every layer's vertices from left to right.</summary>
    public List<List<Vertex>> Layers { get; } = [];

    public LayeredGraph() => Vertices = [Entry];

    public Vertex Add(Picture? picture)
    {
        var vertex = new Vertex(picture);
        Vertices.Add(vertex);
        return vertex;
    }

    public Vertex AddExit() => Exit = Add(null);

    public void Connect(Vertex from, Vertex to, string label)
    {
        var link = new Link(from, to, label);
        from.Leaving.Add(link);
        to.Entering.Add(link);
        Links.Add(link);
    }

    /// <summary>What is drawn one layer up from a vertex and linked to it: the upper end and the link.</summary>
    public static IEnumerable<(Vertex Upper, Link Link)> Above(Vertex vertex) => Neighbours(vertex, -1);

    /// <summary>The same one layer down.</summary>
    public static IEnumerable<(Vertex Lower, Link Link)> Below(Vertex vertex) => Neighbours(vertex, 1);

    private static IEnumerable<(Vertex Vertex, Link Link)> Neighbours(Vertex vertex, int step)
    {
        foreach (var link in vertex.Leaving.Concat(vertex.Entering))
        {
            if (link.IsBack) continue;
            var index = link.Path.IndexOf(vertex) + step;
            if (index >= 0 && index < link.Path.Count) yield return (link.Path[index], link);
        }
    }
}
