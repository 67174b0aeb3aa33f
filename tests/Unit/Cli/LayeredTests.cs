extern alias cli;

using cli::Orchestrator.Cli.Graphs.Layered;
using cli::Orchestrator.Cli.Graphs.Pictures;

namespace Orchestrator.Tests.Unit.Cli;

/// <summary>What holds for a drawing of any flowchart, however tangled.</summary>
public sealed class LayeredTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Nothing_overlaps_and_every_link_is_drawn_from_border_to_border(int seed)
    {
        var graph = Tangle(new Random(seed));

        var picture = LayeredPicture.Of(graph);

        var boxes = picture.Marks.OfType<BoxMark>().ToList();
        var lines = picture.Marks.OfType<LineMark>().ToList();
        Assert.Equal(graph.Vertices.Count(vertex => vertex.Picture is not null), boxes.Count);
        Assert.Equal(graph.Links.Count, lines.Count);
        Assert.All(boxes, box => Assert.DoesNotContain(boxes, other => other != box && Overlap(box, other)));
        Assert.All(
            lines, line => Assert.All(Squares(line), spot => Assert.DoesNotContain(boxes, box => Covers(box, spot))));
        Assert.All(lines, line => Assert.All(Squares(line), spot =>
        {
            Assert.InRange(spot.X, 0, picture.Width - 1);
            Assert.InRange(spot.Y, 0, picture.Height - 1);
        }));
        foreach (var (link, line) in graph.Links.Zip(lines))
        {
            AssertTouches(link.From, line.Spots[0], above: true, picture);
            AssertTouches(link.To, line.Spots[^1], above: false, picture);
        }
    }

    [Fact]
    public void Links_that_need_not_cross_do_not()
    {
        var graph = new LayeredGraph();
        var tops = Boxes(graph, 3);
        var bottoms = Boxes(graph, 3);
        foreach (var top in tops) graph.Connect(graph.Entry, top, "");
        graph.Connect(tops[0], bottoms[2], "");
        graph.Connect(tops[1], bottoms[1], "");
        graph.Connect(tops[2], bottoms[0], "");
        Layering.Run(graph);

        Ordering.Run(graph);

        Assert.Equal(0, Ordering.Crossings(graph));
    }

    [Fact]
    public void A_chain_is_drawn_straight_down()
    {
        var graph = new LayeredGraph();
        var boxes = Boxes(graph, 4);
        graph.Connect(graph.Entry, boxes[0], "");
        for (var index = 1; index < boxes.Count; index++) graph.Connect(boxes[index - 1], boxes[index], "");

        var picture = LayeredPicture.Of(graph);

        Assert.Single(
            picture.Marks.OfType<LineMark>().SelectMany(line => line.Spots).Select(spot => spot.X).Distinct());
    }

    [Fact]
    public void Only_what_closes_a_cycle_leads_back_up()
    {
        var graph = new LayeredGraph();
        var boxes = Boxes(graph, 3);
        graph.Connect(graph.Entry, boxes[0], "");
        graph.Connect(boxes[0], boxes[1], "");
        graph.Connect(boxes[1], boxes[2], "");
        graph.Connect(boxes[2], boxes[0], "");
        graph.Connect(boxes[1], boxes[1], "");

        Layering.Run(graph);

        Assert.Equal([false, false, false, true, true], graph.Links.Select(link => link.IsBack));
        Assert.Equal([1, 2, 3], boxes.Select(box => box.Layer));
    }

    private static List<Vertex> Boxes(LayeredGraph graph, int count) =>
        [.. Enumerable.Range(0, count).Select(
            index => graph.Add(cli::Orchestrator.Cli.Graphs.Pictures.Boxes.Box(BoxKind.Step, $"box {index}")))];

    private static LayeredGraph Tangle(Random random)
    {
        var graph = new LayeredGraph();
        var boxes = new List<Vertex>();
        for (var count = random.Next(1, 12); count > 0; count--)
        {
            boxes.Add(graph.Add(cli::Orchestrator.Cli.Graphs.Pictures.Boxes.Box(
                BoxKind.Step, new string('x', random.Next(1, 20)), widthMin: 24)));
        }

        graph.Connect(graph.Entry, boxes[0], "");
        for (var count = random.Next(0, 3 * boxes.Count); count > 0; count--)
        {
            var from = boxes[random.Next(boxes.Count)];
            if (from.Leaving.Count == 4) continue;
            graph.Connect(from, boxes[random.Next(boxes.Count)], random.Next(3) == 0 ? "no" : "");
        }

        var last = boxes.Where(box => box.Leaving.Count == 0).ToList();
        if (last.Count == 0) return graph;
        var exit = graph.AddExit();
        foreach (var box in last) graph.Connect(box, exit, "");
        return graph;
    }

    private static void AssertTouches(Vertex vertex, Spot spot, bool above, Picture picture)
    {
        if (vertex.Picture is null)
        {
            Assert.Equal(vertex.X, spot.X);
            Assert.Equal(above ? 0 : picture.Height - 1, spot.Y);
            return;
        }

        Assert.InRange(spot.X, vertex.X + 1, vertex.X + vertex.Width - 2);
        Assert.Equal(above ? vertex.Y + vertex.Height : vertex.Y - 1, spot.Y);
    }

    private static bool Overlap(BoxMark one, BoxMark other) =>
        one.Place.X < other.Place.X + other.Width && other.Place.X < one.Place.X + one.Width
        && one.Place.Y < other.Place.Y + other.Height && other.Place.Y < one.Place.Y + one.Height;

    private static bool Covers(BoxMark box, Spot spot) =>
        spot.X >= box.Place.X && spot.X < box.Place.X + box.Width
        && spot.Y >= box.Place.Y && spot.Y < box.Place.Y + box.Height;

    private static IEnumerable<Spot> Squares(LineMark line)
    {
        for (var index = 1; index < line.Spots.Length; index++)
        {
            var (from, to) = (line.Spots[index - 1], line.Spots[index]);
            Assert.True(from.X == to.X || from.Y == to.Y);
            for (var x = Math.Min(from.X, to.X); x <= Math.Max(from.X, to.X); x++)
            {
                for (var y = Math.Min(from.Y, to.Y); y <= Math.Max(from.Y, to.Y); y++) yield return new(x, y);
            }
        }
    }
}
