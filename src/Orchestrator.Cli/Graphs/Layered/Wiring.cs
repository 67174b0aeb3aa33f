namespace Orchestrator.Cli.Graphs.Layered;

/// <summary>The lines between the layers: which run together, and in which rows they run across.</summary>
internal sealed class Wiring
{
    private const int SideGap = 3;

    private readonly List<Dictionary<Vertex, Wire>> _forward = [];
    private readonly List<Dictionary<Link, Wire>> _turns = [];

    /// <summary>Rows for lines that run across, beneath each layer.</summary>
    public int[] TrackCounts { get; }

    /// <summary>The rightmost column of a way back up.</summary>
    public int Right { get; private set; }

    public Wiring(LayeredGraph graph)
    {
        foreach (var _ in graph.Layers)
        {
            _forward.Add([]);
            _turns.Add([]);
        }

        PlaceSideColumns(graph);
        foreach (var link in graph.Links)
        {
            if (link.IsBack) AddBack(link);
            else AddForward(link);
        }

        TrackCounts = [.. _forward.Select((wires, layer) => Tracks.Assign([.. wires.Values, .. _turns[layer].Values]))];
    }

    /// <summary>The wire beneath a layer that leads to a vertex of the next.</summary>
    public Wire To(Vertex lower) => _forward[lower.Layer - 1][lower];

    /// <summary>The wire beneath the vertex that a link back up leaves, in which it turns.</summary>
    public Wire Turn(Link back) => _turns[back.From.Layer][back];

    public static int OutColumn(Vertex upper, Link link) => upper.X + (upper == link.From ? link.OutOffset : 0);

    public static int InColumn(Vertex lower) => lower.X + lower.InOffset;

    private void AddForward(Link link)
    {
        for (var index = 1; index < link.Path.Count; index++)
        {
            var wire = WireTo(link.Path[index]);
            wire.Upper.Add(OutColumn(link.Path[index - 1], link));
            wire.Lower.Add(InColumn(link.Path[index]));
        }
    }

    private void AddBack(Link link)
    {
        var turn = _turns[link.From.Layer][link] = new Wire();
        turn.Upper.Add(OutColumn(link.From, link));
        turn.Upper.Add(link.SideColumn);

        var arrival = WireTo(link.To);
        arrival.Lower.Add(link.SideColumn);
        arrival.Lower.Add(InColumn(link.To));
    }

    private Wire WireTo(Vertex lower)
    {
        var wires = _forward[lower.Layer - 1];
        if (!wires.TryGetValue(lower, out var wire)) wires[lower] = wire = new Wire();
        return wire;
    }

    /// <summary>Ways back up are at the right of all that they go round, the shorter within the longer.</summary>
    private void PlaceSideColumns(LayeredGraph graph)
    {
        var edges = graph.Layers.Select(layer => layer[^1].X + layer[^1].Width - 1).ToArray();
        foreach (var link in graph.Links.Where(link => link.IsBack).OrderBy(link => link.From.Layer - link.To.Layer))
        {
            var spanned = Enumerable.Range(link.To.Layer, link.From.Layer - link.To.Layer + 1).ToList();
            link.SideColumn = spanned.Max(layer => edges[layer]) + SideGap;
            foreach (var layer in spanned) edges[layer] = link.SideColumn;
        }

        Right = edges.Max();
    }
}
