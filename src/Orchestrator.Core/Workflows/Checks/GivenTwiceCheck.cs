using Orchestrator.Core.Workflows.Reading;

namespace Orchestrator.Core.Workflows.Checks;

/// <summary>
/// Members that an object has twice: only the last one counts. In activities the case of a name does not matter; in
/// data it does.
/// </summary>
internal static class GivenTwiceCheck
{
    public static void Run(DefinitionReading definition, Node root)
    {
        var activities = definition.Nodes.ToHashSet();
        activities.Add(root);
        Visit(definition.Report, root, activities);
    }

    private static void Visit(Report report, Node node, HashSet<Node> activities)
    {
        if (node.IsObject && node.Children.Length > 1)
            Check(report, node, activities.Contains(node) ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var child in node.Children)
            Visit(report, child, activities);
    }

    private static void Check(Report report, Node node, StringComparer comparer)
    {
        var names = new HashSet<string>(node.Children.Length, comparer);
        foreach (var member in node.Children)
        {
            if (!names.Add(member.Name!))
                report.Add(
                    DiagnosticCodes.GivenTwice,
                    member,
                    $"'{member.Name}' is given twice; only the last one counts. Take one away.");
        }
    }
}
