using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Orchestrator.Adapters.Netconf.Trees;

/// <summary>XML as NETCONF has it: no document types, and white space that means nothing is gone.</summary>
internal static partial class Xml
{
    /// <summary>RFC 6241's own namespace.</summary>
    public static readonly XNamespace Base = "urn:ietf:params:xml:ns:netconf:base:1.0";

    /// <summary>What an element of an edit does: merge, replace, create, delete, remove.</summary>
    public static readonly XName Operation = Base + "operation";

    /// <exception cref="XmlException">It is no XML, or has a document type.</exception>
    public static XElement Parse(string text)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        using var reader = XmlReader.Create(new StringReader(text), settings);
        return XElement.Load(reader, LoadOptions.PreserveWhitespace);
    }

    /// <summary>
    /// A copy in canonical form: the same for the same content, whatever the layout and the prefixes. Prefixes stay
    /// where a value uses them.
    /// </summary>
    public static XElement Tidy(XElement element)
    {
        var tidy = new XElement(element.Name);
        tidy.Add(element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration)
            .OrderBy(attribute => attribute.Name.ToString(), StringComparer.Ordinal));
        if (element.HasElements)
        {
            tidy.Add(element.Elements().Select(Tidy));
            return tidy;
        }

        foreach (var prefix in PrefixesIn(element.Value))
        {
            if (element.GetNamespaceOfPrefix(prefix) is { } space)
                tidy.Add(new XAttribute(XNamespace.Xmlns + prefix, space.NamespaceName));
        }

        // An empty container comes as a line break, too.
        var isEmpty =
            string.IsNullOrWhiteSpace(element.Value) && element.Value.Contains('\n', StringComparison.Ordinal);
        if (element.Value.Length > 0 && !isEmpty)
            tidy.Value = element.Value;
        return tidy;
    }

    /// <summary>In one line.</summary>
    public static string Text(XElement element) => element.ToString(SaveOptions.DisableFormatting);

    /// <summary>Everything beneath, in one line.</summary>
    public static string InnerText(XElement element) => string.Concat(element.Elements().Select(Text));

    private static IEnumerable<string> PrefixesIn(string value) =>
        Prefix().Matches(value).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal).Order(
            StringComparer.Ordinal);

    [GeneratedRegex(@"([A-Za-z_][A-Za-z0-9_.-]*):(?!/)")]
    private static partial Regex Prefix();
}
