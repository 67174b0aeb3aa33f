using System.Xml.Linq;

namespace Orchestrator.Adapters.Netconf.Trees;

/// <summary>Where a node stands, in words for people.</summary>
internal static class Paths
{
    /// <summary><c>line[device=a1][port=7]</c>.</summary>
    public static string StepOf(XElement node, ListKeys keys) => node.Name.LocalName
        + (keys.IsValue(node) ? $"[.={node.Value}]" : "")
        + string.Concat(keys.KeysOf(node).Select(key => $"[{key.Name.LocalName}={key.Value}]"));
}
