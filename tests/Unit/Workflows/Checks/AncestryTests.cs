using Orchestrator.Core.Workflows.Reading;

namespace Orchestrator.Tests.Unit.Workflows.Checks;

public class AncestryTests
{
    [Fact]
    public void Who_lies_within_whom_is_as_the_parents_say()
    {
        var random = new Random(11);
        var tree = new Ancestry();
        var parents = new List<int>();
        for (var node = 0; node < 150; node++)
        {
            // Some roots, some long chains, some bushes.
            var parent =
                node == 0 || random.Next(30) == 0 ? Ancestry.None : random.Next(2) == 0 ? node - 1 : random.Next(node);
            parents.Add(parent);
            Assert.Equal(node, tree.Add(parent));
        }

        for (var one = 0; one < parents.Count; one++)
        {
            var above = Above(one, parents);
            Assert.Equal(above.Count - 1, tree.Depth(one));
            for (var other = 0; other < parents.Count; other++)
            {
                var shared = Above(other, parents).Intersect(above);
                Assert.Equal(above.Contains(other), tree.IsWithin(one, other));
                Assert.Equal(shared.FirstOrDefault(Ancestry.None), tree.Common(one, other));
            }
        }
    }

    /// <summary>A node and all that it is within, upwards.</summary>
    private static List<int> Above(int node, List<int> parents)
    {
        var above = new List<int>();
        for (; node != Ancestry.None; node = parents[node])
            above.Add(node);
        return above;
    }
}
