using System.Xml.Linq;

namespace Orchestrator.Adapters.Netconf.Trees;

/// <summary>What two trees have different, and the way there: enough to take it back, and little to keep.</summary>
internal static class Pruning
{
    public static (XElement Before, XElement After) Of(XElement before, XElement after, ListKeys keys)
    {
        var (first, second) = (Shell(before, keys), Shell(after, keys));
        foreach (var node in Siblings.Match(keys, before, after))
        {
            if (Siblings.AreSame(node[0], node[1]))
                continue;

            if (node is [{ HasElements: true } one, { HasElements: true } other])
            {
                var (prunedOne, prunedOther) = Of(one, other, keys);
                first.Add(prunedOne);
                second.Add(prunedOther);
            }
            else
            {
                first.Add(Copy(node[0]));
                second.Add(Copy(node[1]));
            }
        }

        return (first, second);
    }

    private static XElement Shell(XElement node, ListKeys keys) =>
        new(node.Name, keys.KeysOf(node).Select(key => new XElement(key)));

    private static XElement? Copy(XElement? node) => node is null ? null : new XElement(node);
}
