using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Netconf.Trees;

namespace Orchestrator.Adapters.Netconf.Templates;

/// <summary>
/// XML whose texts and attributes are templates. It is XML before a value is filled in, so that no value can be
/// anything but text. An element that is one optional place and nothing else is left out where the value is not there.
/// </summary>
internal sealed partial class XmlTemplate
{
    private readonly XElement _root;
    private readonly Dictionary<string, Template> _templates = new(StringComparer.Ordinal);

    private XmlTemplate(XElement root) => _root = root;

    /// <param name="text">One element, or several beside each other.</param>
    /// <exception cref="FormatException">It is no XML, or a place in it is wrong.</exception>
    public static XmlTemplate Parse(string text)
    {
        try
        {
            // Around what may be several elements; a declaration of the XML's version could not stand within.
            var template = new XmlTemplate(Xml.Parse($"<root>{Declaration().Replace(text, "")}</root>"));
            if (!template._root.HasElements)
                throw new FormatException("It has no element. Write the XML, or the name of a file that has it.");

            foreach (var part in template._root.Descendants())
            {
                foreach (var value in TextsOf(part))
                    template._templates.TryAdd(value, Template.Parse(value));
            }

            return template;
        }
        catch (XmlException wrong)
        {
            throw new FormatException($"It is no XML: {wrong.Message}", wrong);
        }
    }

    /// <summary>The elements, in canonical form, within one of that name.</summary>
    /// <exception cref="TemplateException">A value is missing, or cannot stand in XML.</exception>
    public XElement Fill(JsonElement scope, XName root)
    {
        var filled = new XElement(_root);
        foreach (var part in filled.Descendants().ToList())
        {
            if (IsLeftOut(part, scope))
            {
                part.Remove();
                continue;
            }

            foreach (var attribute in part.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
                attribute.Value = Fill(attribute.Value, scope);
            if (!part.HasElements && part.Value.Length > 0)
                part.Value = Fill(part.Value, scope);
        }

        return new XElement(root, filled.Elements().Select(Xml.Tidy));
    }

    private string Fill(string text, JsonElement scope)
    {
        try
        {
            return XmlConvert.VerifyXmlChars(_templates[text].Fill(scope));
        }
        catch (XmlException)
        {
            throw new TemplateException("A value has a character that XML cannot carry.");
        }
    }

    private bool IsLeftOut(XElement part, JsonElement scope) =>
        !part.HasElements
        && OptionalPlace().IsMatch(part.Value)
        && _templates[part.Value].Paths.All(
            path => JsonPath.Find(scope, path) is not { ValueKind: not JsonValueKind.Null });

    private static IEnumerable<string> TextsOf(XElement part) =>
        part.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration).Select(attribute => attribute.Value)
            .Concat(part.HasElements ? [] : [part.Value]);

    [GeneratedRegex(@"^\s*<\?xml[^>]*\?>")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^\$\{[^}]*\?\s*\}$")]
    private static partial Regex OptionalPlace();
}
