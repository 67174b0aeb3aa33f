using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using System.Xml.XPath;
using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Netconf.Sessions;
using Orchestrator.Adapters.Netconf.Templates;
using Orchestrator.Adapters.Netconf.Trees;

namespace Orchestrator.Adapters.Netconf.Operations;

/// <summary>What devices hold of one kind of resource, as a declaration says where to find it.</summary>
internal sealed class ResourceList
{
    private readonly string _kind;
    private readonly XElement _filter;
    private readonly XPathExpression _each;
    private readonly List<(string Name, XPathExpression Path)> _values;
    private readonly Template _id;
    private readonly List<(string Name, Template Value)> _attributes;

    private ResourceList(JsonElement declared, XmlNamespaceManager namespaces, string folder)
    {
        _kind = declared.GetProperty("kind").GetString()!;
        _filter = TemplateSource.Declared(declared.GetProperty("filter").GetString()!, folder).For(declared)
            .Fill(declared, Xml.Base + "filter");
        _filter.SetAttributeValue("type", "subtree");
        _each = XPathExpression.Compile(declared.GetProperty("each").GetString()!, namespaces);
        _values = [.. declared.GetProperty("values").EnumerateObject().Select(
            value => (value.Name, XPathExpression.Compile(value.Value.GetString()!, namespaces)))];
        _id = Template.Parse(declared.GetProperty("id").GetString()!);
        _attributes = declared.TryGetProperty("attributes", out var attributes)
            ? [.. attributes.EnumerateObject().Select(one => (one.Name, Template.Parse(one.Value.GetString()!)))]
            : [];
    }

    /// <summary>Adds problems where one is wrong.</summary>
    public static IReadOnlyList<ResourceList> ReadAll(
        JsonElement declaration, string folder, List<SetupProblem> problems)
    {
        var lists = new List<ResourceList>();
        if (!declaration.TryGetProperty("lists", out var declared))
            return lists;

        var place = 0;
        foreach (var one in declared.EnumerateArray())
        {
            try
            {
                lists.Add(new(one, OutputReader.NamespacesOf(declaration), folder));
            }
            catch (Exception wrong) when (wrong is XPathException or FormatException or TemplateException)
            {
                problems.Add(new($"/declaration/lists/{place}", wrong.Message));
            }

            place++;
        }

        return lists;
    }

    /// <summary>All that a device holds of them.</summary>
    /// <exception cref="Messages.NetconfException">The device is not reached, or refuses it.</exception>
    public async Task<IReadOnlyList<Resource>> ReadAsync(SessionPool pool, CancellationToken cancellation)
    {
        var request = new XElement(
            Xml.Base + "get-config", new XElement(Xml.Base + "source", new XElement(Xml.Base + "running")), _filter);
        var reply = await pool.CallAsync(request, isRepeatable: true, cancellation).ConfigureAwait(false);
        var data = Xml.Tidy(reply.Element(Xml.Base + "data") ?? new XElement(Xml.Base + "data"));
        return [.. data.CreateNavigator().Select(_each).Cast<XPathNavigator>().Select(
            entry => ResourceOf(entry, pool.Device.Name))];
    }

    private Resource ResourceOf(XPathNavigator entry, string device)
    {
        var scope = new JsonObject { ["device"] = device };
        foreach (var (name, path) in _values)
            scope[name] = entry.SelectSingleNode(path)?.Value;
        var values = JsonSerializer.SerializeToElement(scope);
        return new Resource(_kind, _id.Fill(values))
        {
            Attributes = _attributes.ToDictionary(
                one => one.Name, one => one.Value.Fill(values), StringComparer.Ordinal),
        };
    }
}
