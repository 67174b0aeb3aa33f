using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Server.Products;

/// <summary>A product.json: read, or the list of all that is wrong with it.</summary>
internal sealed class ProductDocument
{
    private static readonly string[] Known =
        ["$schema", "id", "displayName", "names", "description", "actions", "inputs"];

    private static readonly Dictionary<string, ActivationAction> Actions = new(StringComparer.Ordinal)
    {
        ["provision"] = ActivationAction.Provision,
        ["deprovision"] = ActivationAction.Deprovision,
        ["change"] = ActivationAction.Change,
        ["suspend"] = ActivationAction.Suspend,
        ["resume"] = ActivationAction.Resume,
    };

    private readonly JsonObject _root;

    private ProductDocument(JsonObject root)
    {
        _root = root;
        Id = TextOf("id") ?? "";
    }

    public string Id { get; }

    /// <summary>By action: the file beside it, or, once stored, the id of the definition.</summary>
    public Dictionary<ActivationAction, string> Workflows { get; } = [];

    /// <exception cref="JsonException">The text is no JSON object.</exception>
    public static ProductDocument Parse(string text, ICollection<string> problems)
    {
        var options = new JsonDocumentOptions { AllowTrailingCommas = false };
        if (JsonNode.Parse(text, documentOptions: options) is not JsonObject root)
            throw new JsonException("It is not a JSON object.");

        var document = new ProductDocument(root);
        document.Check(problems);
        return document;
    }

    public Product ToProduct() => new(
        Id, TextOf("displayName") ?? Id, Workflows, _root["inputs"] is { } inputs
            ? new ProductInputs(inputs.ToJsonString())
            : null);

    /// <summary>The document with the workflows' ids in place of their files, as it is stored.</summary>
    public string WithDefinitions(IReadOnlyDictionary<string, string> definitionOfFile)
    {
        var copy = (JsonObject)_root.DeepClone();
        var actions = new JsonObject();
        foreach (var (name, action) in Actions)
        {
            if (Workflows.TryGetValue(action, out var file))
                actions[name] = definitionOfFile[file];
        }

        copy["actions"] = actions;
        return copy.ToJsonString();
    }

    private void Check(ICollection<string> problems)
    {
        foreach (var (name, _) in _root)
        {
            if (!Known.Contains(name))
                problems.Add($"'{name}' is not known; a product has {string.Join(", ", Known[1..])}.");
        }

        if (Id.Length is 0 or > 64 || !Id.All(
            character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-'))
            problems.Add("'id' must be 1 to 64 lower-case letters, digits and hyphens.");
        if (TextOf("displayName") is null or "")
            problems.Add("'displayName' must be a text.");
        ReadActions(problems);
        if (_root["inputs"] is not JsonObject)
            problems.Add("'inputs' must be a JSON Schema.");
    }

    private void ReadActions(ICollection<string> problems)
    {
        if (_root["actions"] is not JsonObject actions)
        {
            problems.Add("'actions' must be an object with the workflow of each action.");
            return;
        }

        foreach (var (name, value) in actions)
        {
            if (!Actions.TryGetValue(name, out var action))
                problems.Add($"'actions.{name}' is not known; there are {string.Join(", ", Actions.Keys)}.");
            else if (value is JsonValue text && text.TryGetValue<string>(out var workflow) && workflow.Length > 0)
                Workflows[action] = workflow;
            else
                problems.Add($"'actions.{name}' must be the name of a file.");
        }
    }

    private string? TextOf(string name) =>
        _root[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
