using System.Xml.Linq;

namespace Orchestrator.Adapters.Netconf.Trees;

/// <summary>
/// What an edit makes of a tree (RFC 6241, section 7.2), as far as it can be told without the device: a device may do
/// more, and what it has done is read back from it.
/// </summary>
internal static class Editing
{
    /// <summary>A tree of its own; the others stay as they are.</summary>
    /// <exception cref="UnfitEditException">What is created is there, or what is deleted is not.</exception>
    public static XElement Apply(XElement edit, XElement tree, ListKeys keys)
    {
        var edited = new XElement(tree);
        Merge(edit, edited, keys);
        return edited;
    }

    private static void Merge(XElement edit, XElement tree, ListKeys keys)
    {
        var keyNames = keys.KeysOf(edit).Select(key => key.Name).ToHashSet();
        foreach (var node in edit.Elements().Where(node => !keyNames.Contains(node.Name)))
        {
            var identity = keys.IdentityOf(node, isRepeated: false);
            var there = tree.Elements(node.Name).FirstOrDefault(
                other => keys.IdentityOf(other, isRepeated: false) == identity);
            Apply(node, there, tree, keys);
        }
    }

    private static void Apply(XElement node, XElement? there, XElement parent, ListKeys keys)
    {
        var operation = node.Attribute(Xml.Operation)?.Value ?? "merge";
        switch (operation)
        {
            case "delete" when there is null:
                throw new UnfitEditException("DATA_MISSING", $"There is no '{node.Name.LocalName}' to delete.");
            case "create" when there is not null:
                throw new UnfitEditException("DATA_EXISTS", $"There is a '{node.Name.LocalName}' already.");
            case "delete" or "remove":
                there?.Remove();
                break;
            case "merge" when there is not null && (node.HasElements || there.HasElements):
                Merge(node, there, keys);
                break;
            case "merge" or "replace" when there is not null:
                there.ReplaceWith(Plain(node));
                break;
            default:
                parent.Add(Plain(node));
                break;
        }
    }

    /// <summary>Without what says how to edit.</summary>
    private static XElement Plain(XElement node)
    {
        var plain = new XElement(node);
        foreach (var gone in plain.DescendantsAndSelf()
            .Where(part => part.Attribute(Xml.Operation)?.Value is "delete" or "remove").ToList())
            gone.Remove();
        foreach (var part in plain.DescendantsAndSelf())
            part.Attribute(Xml.Operation)?.Remove();
        return plain;
    }
}
