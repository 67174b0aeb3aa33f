using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Netconf.Templates;
using Orchestrator.Adapters.Netconf.Trees;

namespace Orchestrator.Adapters.Netconf.Operations;

/// <summary>What is asked for: by a subtree, by an XPath, or everything.</summary>
/// <param name="Subtree">Null where the declaration has none.</param>
/// <param name="XPath">Null where the declaration has none.</param>
/// <param name="Namespaces">Of the XPath's prefixes.</param>
/// <param name="Datastore">Null asks for configuration and state.</param>
/// <param name="IsGiven">Whether the call says all this itself.</param>
internal sealed record GetFilter(
    TemplateSource? Subtree, Template? XPath, JsonElement? Namespaces, string? Datastore, bool IsGiven = false)
{
    /// <exception cref="TemplateException">A value is missing, or cannot stand where it would.</exception>
    public XElement RequestFor(JsonElement input)
    {
        var datastore = IsGiven ? OperationPlan.TextOf(input, "datastore") : Datastore;
        var filter = FilterFor(input);
        return datastore is null
            ? new XElement(Xml.Base + "get", filter)
            : new XElement(
                Xml.Base + "get-config", new XElement(Xml.Base + "source", new XElement(Xml.Base + datastore)), filter);
    }

    private XElement? FilterFor(JsonElement input)
    {
        var scope = OperationPlan.ScopeOf(input);
        if (IsGiven ? OperationPlan.TextOf(input, "xpath") is not null : XPath is not null)
            return XPathFilter(XPath?.Fill(scope, Literal) ?? OperationPlan.TextOf(input, "xpath")!, input);
        if (IsGiven ? OperationPlan.TextOf(input, "filter") is null : Subtree is null)
            return null;

        var filter = Subtree!.For(input).Fill(scope, Xml.Base + "filter");
        filter.SetAttributeValue("type", "subtree");
        return filter;
    }

    private XElement XPathFilter(string path, JsonElement input)
    {
        var filter = new XElement(
            Xml.Base + "filter", new XAttribute("type", "xpath"), new XAttribute("select", path));
        var spaces = IsGiven
            ? input.TryGetProperty("namespaces", out var given) ? given : default(JsonElement?)
            : Namespaces;
        try
        {
            foreach (var space in spaces?.EnumerateObject() ?? default)
            {
                var prefix = XNamespace.Xmlns + XmlConvert.VerifyNCName(space.Name);
                filter.SetAttributeValue(prefix, space.Value.GetString());
            }
        }
        catch (Exception wrong) when (wrong is XmlException or ArgumentException)
        {
            throw new TemplateException($"The namespaces cannot be used: {wrong.Message}");
        }

        return filter;
    }

    /// <summary>A value stands between quotation marks there, and must not end them.</summary>
    private static string Literal(string value) => value.AsSpan().ContainsAny('\'', '"')
        ? throw new TemplateException("A value in an XPath has a quotation mark, which cannot stand there.")
        : value;
}
