using System.Xml.Linq;

namespace Orchestrator.Adapters.Netconf.Trees;

/// <summary>The children of one node in several trees, brought together by what tells them apart.</summary>
internal static class Siblings
{
    /// <summary>In the order of the trees; a node is null in a tree that does not have it.</summary>
    public static IEnumerable<XElement?[]> Match(ListKeys keys, params XElement?[] parents)
    {
        var repeated = parents.SelectMany(parent =>
                (parent?.Elements() ?? []).GroupBy(child => child.Name).Where(group => group.Skip(1).Any()))
            .Select(group => group.Key).ToHashSet();
        var matches = new Dictionary<string, XElement?[]>(StringComparer.Ordinal);
        var order = new List<XElement?[]>();
        for (var tree = 0; tree < parents.Length; tree++)
        {
            foreach (var child in parents[tree]?.Elements() ?? [])
            {
                // What nothing tells apart is itself: the same content is the same entry.
                var identity = keys.IdentityOf(child, repeated.Contains(child.Name)) ?? Xml.Text(child);
                if (!matches.TryGetValue(identity, out var match))
                    order.Add(matches[identity] = match = new XElement?[parents.Length]);
                match[tree] ??= child;
            }
        }

        return order;
    }

    /// <summary>Whether both are there and the same, or neither is.</summary>
    public static bool AreSame(XElement? one, XElement? other) =>
        one is null || other is null ? one == other : XNode.DeepEquals(one, other);
}
