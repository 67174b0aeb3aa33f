using System.Xml.Linq;

namespace Orchestrator.Adapters.Netconf.Trees;

/// <summary>What of a device's configuration an edit touches, as a subtree filter (RFC 6241, section 6).</summary>
internal static class Scope
{
    /// <summary>
    /// Entries of lists whole, the outermost ones, and containers of which leaves are edited; of others only the parts
    /// that the edit has, as they may hold thousands.
    /// </summary>
    public static XElement Of(XElement edit, ListKeys keys)
    {
        var filter = new XElement(Xml.Base + "filter", new XAttribute("type", "subtree"));
        AddParts(filter, edit.Elements(), keys);
        return filter;
    }

    /// <summary>Whether all of an element of an edit is in its scope, though it be no entry of a list.</summary>
    public static bool IsWhole(XElement? node) =>
        node is not null && (!node.HasElements
            || node.Elements().Any(child => !child.HasElements)
            || node.Attribute(Xml.Operation) is { Value: not "merge" });

    private static XElement Node(XElement node, ListKeys keys)
    {
        if (keys.IsEntry(node))
            return new XElement(node.Name, keys.KeysOf(node).Select(key => new XElement(key)));

        var filter = new XElement(node.Name);
        if (!IsWhole(node))
            AddParts(filter, node.Elements(), keys);
        return filter;
    }

    /// <summary>Two selections of one thing are one.</summary>
    private static void AddParts(XElement filter, IEnumerable<XElement> nodes, ListKeys keys)
    {
        foreach (var part in nodes.Select(node => Node(node, keys)))
        {
            if (!filter.Elements().Any(other => XNode.DeepEquals(other, part)))
                filter.Add(part);
        }
    }
}
