using Orchestrator.Core.Workflows.Reading;

namespace Orchestrator.Tests.Unit.Workflows.Checks;

public class ForwardGraphTests
{
    [Theory]
    [InlineData(4, 12)]
    [InlineData(12, 60)]
    [InlineData(40, 120)]
    public void An_edge_is_refused_where_and_only_where_it_would_close_a_cycle(int nodes, int edges)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var graph = new ForwardGraph(nodes);
            var taken = new List<(int Source, int Target)>();
            for (var node = 0; node < nodes; node++)
                graph.Enter(node);

            for (var edge = 0; edge < edges; edge++)
            {
                var (source, target) = (random.Next(nodes), random.Next(nodes));
                var closes = Leads(target, source, taken);
                Assert.Equal(!closes, graph.TryAdd(source, target));
                if (!closes)
                    taken.Add((source, target));
            }

            var places = graph.Order.Select((node, place) => (node, place)).ToDictionary(
                one => one.node, one => one.place);
            Assert.Equal(nodes, places.Count);
            Assert.All(taken, edge => Assert.True(places[edge.Source] < places[edge.Target]));
            Assert.NotEqual(edges, taken.Count);
        }
    }

    private static bool Leads(int from, int to, List<(int Source, int Target)> edges) =>
        from == to || Reached(from, edges).Contains(to);

    private static HashSet<int> Reached(int from, List<(int Source, int Target)> edges)
    {
        HashSet<int> seen = [from];
        var queue = new Queue<int>(seen);
        while (queue.TryDequeue(out var node))
        {
            foreach (var (_, target) in edges.Where(edge => edge.Source == node && seen.Add(edge.Target)))
                queue.Enqueue(target);
        }

        return seen;
    }
}
