using System.Xml.Linq;

namespace Orchestrator.Adapters.Netconf.Trees;

/// <summary>What is different, a line for each leaf: <c>+</c> made, <c>-</c> gone, <c>~</c> changed.</summary>
internal static class DiffText
{
    public const string Nothing = "changes nothing";

    public static string Of(XElement before, XElement after, ListKeys keys)
    {
        var lines = new List<string>();
        Children(before, after, keys, "", lines);
        return lines.Count == 0 ? Nothing : string.Join('\n', lines);
    }

    private static void Children(XElement? before, XElement? after, ListKeys keys, string path, List<string> lines)
    {
        foreach (var node in Siblings.Match(keys, before, after))
        {
            if (!Siblings.AreSame(node[0], node[1]))
                Node(node[0], node[1], keys, $"{path}/{Paths.StepOf((node[0] ?? node[1])!, keys)}", lines);
        }
    }

    private static void Node(XElement? before, XElement? after, ListKeys keys, string path, List<string> lines)
    {
        var isLeaf = before is not { HasElements: true } && after is not { HasElements: true };
        if (!isLeaf)
            Children(before, after, keys, path, lines);
        else if (before is null)
            lines.Add($"+ {path} {after!.Value}".TrimEnd());
        else if (after is null)
            lines.Add($"- {path} {before.Value}".TrimEnd());
        else
            lines.Add($"~ {path} {before.Value} -> {after.Value}");
    }
}
