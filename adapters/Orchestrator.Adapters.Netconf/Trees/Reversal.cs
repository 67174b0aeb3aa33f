using System.Xml.Linq;

namespace Orchestrator.Adapters.Netconf.Trees;

/// <summary>
/// The edit that takes back what an edit changed, and nothing else: what was there before and after it are compared
/// node by node, and what is there now decides what is left to take back.
/// </summary>
internal sealed class Reversal
{
    private readonly ListKeys _keys;
    private readonly List<string> _conflicts = [];

    private Reversal(ListKeys keys) => _keys = keys;

    /// <summary>Children of a config element; none where there is nothing to take back.</summary>
    public XElement Edit { get; private set; } = new(Xml.Base + "config");

    /// <summary>Paths of what somebody else has changed since, of what the edit had changed.</summary>
    public IReadOnlyList<string> Conflicts => _conflicts;

    /// <summary>Four trees with the same root.</summary>
    /// <param name="edit">What was edited; all of its scope is in the other trees.</param>
    /// <param name="before">What was there; what the edit did not change may be left out of it.</param>
    /// <param name="after">What was there afterwards, without the same.</param>
    /// <param name="now">What is there, whole.</param>
    /// <param name="keys">What tells entries of lists apart.</param>
    /// <exception cref="UnfitEditException">What tells entries of a changed list apart is not declared.</exception>
    public static Reversal Of(XElement edit, XElement before, XElement after, XElement now, ListKeys keys)
    {
        var reversal = new Reversal(keys);
        reversal.Edit.Add(reversal.Children(new(edit, before, after, now, "", IsSeen: false)));
        return reversal;
    }

    private List<XElement> Children(Place place) =>
        [.. Siblings.Match(_keys, place.Before, place.After, place.Now, place.Edit)
            .Select(node => Node(node[0], node[1], node[2], node[3], place)).OfType<XElement>()];

    private XElement? Node(XElement? before, XElement? after, XElement? now, XElement? edit, Place parent)
    {
        if (Siblings.AreSame(before, after) || Siblings.AreSame(before, now))
            return null;

        var node = (before ?? after)!;
        var path = $"{parent.Path}/{Paths.StepOf(node, _keys)}";
        RefuseUnkeyed(node, path);
        var isSeen = parent.IsSeen || _keys.IsEntry(node) || Scope.IsWhole(edit);
        return IsContainer(before) || IsContainer(after)
            ? Container(before, after, now, new(edit, before, after, now, path, isSeen))
            : Leaf(before, after, now, path);
    }

    private XElement? Leaf(XElement? before, XElement? after, XElement? now, string path)
    {
        if (!Siblings.AreSame(after, now))
            return Conflict(path);
        return before is null
            ? With("delete", _keys.IsValue(now!) ? new XElement(now!) : new XElement(now!.Name))
            : new XElement(before);
    }

    private XElement? Container(XElement? before, XElement? after, XElement? now, Place place)
    {
        // A container of which only a part was looked at may hold what others put there.
        if (before is null && now is not null && place.IsSeen && Siblings.AreSame(after, now))
            return With("delete", Shell(now));
        if (after is null && now is null)
            return _keys.IsEntry(before!) ? With("create", new XElement(before!)) : new XElement(before!);
        if (now is null || (_keys.IsEntry(now) && after is null))
            return Conflict(place.Path);
        if (before is null && _keys.IsEntry(now))
            return HasGrown(after!, now) ? Conflict(place.Path) : With("delete", Shell(now));

        var children = Children(place);
        if (children.Count == 0)
            return null;

        var container = Shell(now);
        container.Add(children);
        return container;
    }

    /// <summary>Whether somebody has put parts of their own into an entry that the edit had made.</summary>
    private bool HasGrown(XElement after, XElement now) => Siblings.Match(_keys, after, now).Any(node =>
        node[1] is { HasElements: true } part && (node[0] is not { } made || HasGrown(made, part)));

    private XElement? Conflict(string path)
    {
        _conflicts.Add(path);
        return null;
    }

    private void RefuseUnkeyed(XElement node, string path)
    {
        var isRepeated = node.Parent!.Elements(node.Name).Skip(1).Any();
        if (_keys.IdentityOf(node, isRepeated) is null)
            throw new UnfitEditException(
                "KEYS_UNKNOWN",
                $"There are several {path}, and nothing says what tells them apart. Declare the keys of "
                    + $"'{node.Name.LocalName}', or none for a leaf-list.");
    }

    private XElement Shell(XElement node) => new(node.Name, _keys.KeysOf(node).Select(key => new XElement(key)));

    private bool IsContainer(XElement? node) => node is not null && (node.HasElements || _keys.IsEntry(node));

    /// <param name="IsSeen">Whether all of it was looked at.</param>
    private sealed record Place(
        XElement? Edit, XElement? Before, XElement? After, XElement? Now, string Path, bool IsSeen);

    private static XElement With(string operation, XElement node)
    {
        node.SetAttributeValue(Xml.Operation, operation);
        return node;
    }
}
