using Orchestrator.Cli.Graphs.Pictures;

namespace Orchestrator.Cli.Graphs.Layered;

/// <summary>Something in a layer: a picture, or a point that a line passes through.</summary>
/// <param name="picture">What is drawn there; null for a point.</param>
internal sealed class Vertex(Picture? picture)
{
    public Picture? Picture { get; } = picture;

    public int Width => Picture?.Width ?? 1;

    public int Height => Picture?.Height ?? 0;

    /// <summary>Its layer, from 0 at the top.</summary>
    public int Layer { get; set; }

    /// <summary>Its place in the layer, from 0 at the left.</summary>
    public int Place { get; set; }

    /// <summary>Its leftmost column.</summary>
    public int X { get; set; }

    /// <summary>Its topmost row.</summary>
    public int Y { get; set; }

    /// <summary>
    /// Links that leave it, in the order of the definition; forwards only once the cycles are broken.
    /// </summary>
    public List<Link> Leaving { get; } = [];

    /// <summary>Links that enter it.</summary>
    public List<Link> Entering { get; } = [];

    /// <summary>Where links enter it, from its left.</summary>
    public int InOffset => Picture?.In ?? 0;
}

/// <summary>A connection from one vertex to another.</summary>
/// <param name="from">Where it leaves.</param>
/// <param name="to">Where it enters.</param>
/// <param name="label">Written where it leaves, or empty.</param>
internal sealed class Link(Vertex from, Vertex to, string label)
{
    public Vertex From { get; } = from;

    public Vertex To { get; } = to;

    public string Label { get; } = label;

    /// <summary>Whether it leads back up: it closes a cycle, and is drawn round the side.</summary>
    public bool IsBack { get; set; }

    /// <summary>Where it leaves, from the left of its vertex.</summary>
    public int OutOffset { get; set; }

    /// <summary>What it passes on its way down: both ends, and a point in every layer between.</summary>
    public List<Vertex> Path { get; } = [];

    /// <summary>The column in which it leads back up.</summary>
    public int SideColumn { get; set; }
}
