using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using System.Xml.XPath;
using Orchestrator.Adapters.Declared;

namespace Orchestrator.Adapters.Netconf.Templates;

/// <summary>Reads an operation's output out of what a device answered, by XPath, or out of the input.</summary>
internal sealed class OutputReader
{
    private readonly List<Output> _outputs = [];

    /// <summary>None declared: everything, as text, under that name.</summary>
    public string? WholeName { get; init; }

    /// <summary>Adds problems where an XPath or a template is wrong.</summary>
    public static OutputReader Read(
        JsonElement operation, JsonElement declaration, string? wholeName, string place, List<SetupProblem> problems)
    {
        var declared = operation.TryGetProperty("outputs", out var outputs);
        var reader = new OutputReader { WholeName = declared ? null : wholeName };
        var namespaces = NamespacesOf(declaration);
        foreach (var one in declared ? outputs.EnumerateObject() : default)
        {
            try
            {
                reader._outputs.Add(Read(one.Name, one.Value, namespaces));
            }
            catch (Exception wrong) when (wrong is XPathException or FormatException)
            {
                problems.Add(new($"{place}/outputs/{one.Name}", wrong.Message));
            }
        }

        return reader;
    }

    /// <summary>The prefixes that XPaths of a declaration may use.</summary>
    public static XmlNamespaceManager NamespacesOf(JsonElement declaration)
    {
        var namespaces = new XmlNamespaceManager(new NameTable());
        var isDeclared = declaration.TryGetProperty("namespaces", out var declared);
        foreach (var space in isDeclared ? declared.EnumerateObject() : default)
            namespaces.AddNamespace(space.Name, space.Value.GetString()!);
        return namespaces;
    }

    /// <summary>Members without a value are left out.</summary>
    public JsonElement Of(XElement answer, JsonElement scope)
    {
        var output = new JsonObject();
        if (WholeName is not null)
            output[WholeName] = Trees.Xml.InnerText(answer);
        foreach (var one in _outputs)
        {
            if ((one.Path is null ? one.Value!.Fill(scope) : Evaluate(one, one.Path, answer)) is { } value)
                output[one.Name] = value;
        }

        return JsonSerializer.SerializeToElement(output);
    }

    private static Output Read(string name, JsonElement declared, XmlNamespaceManager namespaces)
    {
        if (declared.TryGetProperty("value", out var value))
            return new(name, null, JsonTemplate.Parse(value), "string", false);

        return new(
            name,
            XPathExpression.Compile(declared.GetProperty("xpath").GetString()!, namespaces),
            null,
            declared.TryGetProperty("type", out var type) ? type.GetString()! : "string",
            declared.TryGetProperty("list", out var list) && list.ValueKind == JsonValueKind.True);
    }

    private static JsonNode? Evaluate(Output output, XPathExpression path, XElement answer)
    {
        var texts = answer.CreateNavigator().Evaluate(path) switch
        {
            XPathNodeIterator nodes => nodes.Cast<XPathNavigator>().Select(node => node.Value).ToList(),
            double number => [number.ToString(CultureInfo.InvariantCulture)],
            bool flag => [flag ? "true" : "false"],
            var text => [(string)text],
        };
        if (output.IsList)
            return new JsonArray([.. texts.Select(text => ValueOf(text, output.Type))]);
        return texts.Count == 0 ? null : ValueOf(texts[0], output.Type);
    }

    /// <summary>What does not fit its type stays text: the device's word is not changed.</summary>
    private static JsonValue ValueOf(string text, string type) => type switch
    {
        "integer" when long.TryParse(text, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        "number" when decimal.TryParse(text, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        "boolean" when bool.TryParse(text, out var flag) => JsonValue.Create(flag),
        _ => JsonValue.Create(text),
    };

    private sealed record Output(string Name, XPathExpression? Path, JsonTemplate? Value, string Type, bool IsList);
}
