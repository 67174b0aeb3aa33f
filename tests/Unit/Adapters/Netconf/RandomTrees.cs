using System.Text.Json;
using System.Xml.Linq;
using Orchestrator.Adapters.Netconf.Trees;

namespace Orchestrator.Tests.Unit.Adapters.Netconf;

/// <summary>Configurations and edits of a small service model, made from a seed.</summary>
internal sealed class RandomTrees(int seed)
{
    private static readonly XNamespace Model = "urn:example:model";
    private readonly Random _random = new(seed);

    public static ListKeys Keys { get; } = ListKeys.Of(
        JsonDocument.Parse("""{ "line": ["device", "port"], "filter": ["name"], "tag": [] }""").RootElement);

    /// <summary>A configuration as a device would tell it.</summary>
    public XElement Configuration()
    {
        var data = new XElement(Xml.Base + "data");
        if (Chance(80))
            data.Add(new XElement(Model + "system", Leaf("name"), Leaf("place")));
        var lines = new XElement(Model + "lines", Leaf("note"));
        for (var port = 0; port < 4; port++)
        {
            if (Chance(50))
                lines.Add(Line(port, isEdit: false));
        }

        data.Add(lines);
        return data;
    }

    /// <summary>An edit of some of the lines with those ports, and perhaps of what is beside them.</summary>
    public XElement Edit(XElement configuration, int from, int to, bool isBeside = true)
    {
        var edit = new XElement(Xml.Base + "config");
        if (isBeside && Chance(30))
            edit.Add(new XElement(Model + "system", Leaf("name")));
        var lines = new XElement(Model + "lines");
        for (var port = from; port < to; port++)
        {
            if (Chance(60))
                lines.Add(EditOf(port, configuration));
        }

        if (lines.HasElements)
            edit.Add(lines);
        return edit;
    }

    /// <summary>Without what has no meaning: order, and containers that nothing is in.</summary>
    public static string Canonical(XElement tree)
    {
        var copy = new XElement(tree.Name, tree.Value.Length > 0 && !tree.HasElements ? tree.Value : null);
        copy.Add(tree.Elements().Where(node => node.Value.Length > 0 || !IsPlain(node)).Select(
            node => XElement.Parse(Canonical(node))).OrderBy(Xml.Text, StringComparer.Ordinal));
        return Xml.Text(copy);
    }

    private static bool IsPlain(XElement node) => node.Name.LocalName is "system" or "lines";

    private XElement EditOf(int port, XElement configuration)
    {
        var isThere = configuration.Descendants(Model + "port").Any(key => key.Value == $"{port}");
        var line = Line(port, isEdit: true);
        var operation = _random.Next(6) switch
        {
            0 when isThere => "delete",
            1 when !isThere => "create",
            2 => "replace",
            3 => "remove",
            _ => null,
        };
        if (operation is "delete" or "remove")
            line = new XElement(line.Name, line.Elements().Take(2));
        line.SetAttributeValue(Xml.Operation, operation);
        return line;
    }

    private XElement Line(int port, bool isEdit)
    {
        var line = new XElement(
            Model + "line",
            new XElement(Model + "device", "a"), new XElement(Model + "port", port), Leaf("vlan"), Leaf("down"));
        foreach (var tag in new[] { "x", "y", "z" }.Where(_ => Chance(30)))
            line.Add(new XElement(
                Model + "tag", isEdit && Chance(30) ? new XAttribute(Xml.Operation, "remove") : null, tag));
        foreach (var name in new[] { "f", "g" }.Where(_ => Chance(40)))
            line.Add(new XElement(
                Model + "filter",
                isEdit && Chance(30) ? new XAttribute(Xml.Operation, Chance(50) ? "remove" : "replace") : null,
                new XElement(Model + "name", name),
                Leaf("action")));
        if (Chance(40))
            line.Add(new XElement(Model + "alarm", Leaf("level")));
        return line;
    }

    private XElement? Leaf(string name) => Chance(70) ? new XElement(Model + name, $"{name}-{_random.Next(3)}") : null;

    private bool Chance(int percent) => _random.Next(100) < percent;
}
