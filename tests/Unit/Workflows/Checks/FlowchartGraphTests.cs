using Orchestrator.Core.Activities;

namespace Orchestrator.Tests.Unit.Workflows.Checks;

public sealed class FlowchartGraphTests
{
    /// <summary>The same, worked out as Elsa does, step by step.</summary>
    [Fact]
    public void Backward_connections_are_those_that_close_a_loop_when_they_are_met_breadth_first()
    {
        var (backward, invalid) = (0, 0);
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var count = random.Next(2, 10);
            var edges = Enumerable.Range(0, random.Next(1, 20)).Select(
                _ => (Source: random.Next(count), Target: random.Next(1, count))).ToArray();
            var (expectedBackward, expectedInvalid) = Expected(count, edges);

            var result = Definitions.Read(Definitions.WithRoot(
                $"{{'type': 'Elsa.Flowchart', 'id': 'f', 'activities': [{string.Join(", ", Enumerable.Range(0, count).Select(Delay))}], "
                    + $"'connections': [{string.Join(", ", edges.Select(edge => $"{{'source': 'd{edge.Source}', 'target': 'd{edge.Target}'}}"))}]}}"));

            Assert.Equal(
                expectedInvalid.Order().Select(edge => $"/root/connections/{edge}"),
                result.Diagnostics.Where(diagnostic => diagnostic.Code == "WF045").Select(
                    diagnostic => diagnostic.Pointer));
            if (result.Plan is { } plan)
                Assert.Equal(
                    expectedBackward, Assert.IsType<Flowchart>(plan.Root).Connections.Where(edge => edge.IsBackward).Select(edge => edge.Index).ToHashSet());
            backward += expectedBackward.Count;
            invalid += expectedInvalid.Count;
        }

        Assert.True(invalid > 50 && backward > 2 * invalid, $"{backward} backward, {invalid} of them invalid.");
    }

    private static string Delay(int number) => $"{{'id': 'd{number}', 'type': 'Elsa.Delay', 'timeSpan': '00:00:01'}}";

    private static (HashSet<int> Backward, HashSet<int> Invalid) Expected(int count, (int Source, int Target)[] edges)
    {
        var forward = new List<(int Source, int Target)>();
        var backward = new HashSet<int>();
        var queue = new Queue<int>([0]);
        HashSet<int> reached = [0];
        while (queue.TryDequeue(out var source))
        {
            foreach (var (edge, index) in edges.Select((edge, index) => (edge, index)).Where(
                one => one.edge.Source == source))
            {
                if (reached.Add(edge.Target))
                    queue.Enqueue(edge.Target);
                else if (Leads(edge.Target, source, forward, without: -1))
                {
                    backward.Add(index);
                    continue;
                }

                forward.Add(edge);
            }
        }

        return (backward, [.. backward.Where(index => edges[index] is var edge
            && edge.Source != edge.Target
                && edge.Target != 0
                && Leads(0, edge.Source, forward, without: edge.Target))]);
    }

    private static bool Leads(int from, int to, List<(int Source, int Target)> edges, int without) =>
        from == to || edges.Any(
            edge => edge.Source == from && edge.Target != without && Leads(edge.Target, to, edges, without));
}
