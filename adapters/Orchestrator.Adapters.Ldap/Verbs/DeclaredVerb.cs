using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Ldap.Wire;

namespace Orchestrator.Adapters.Ldap.Verbs;

/// <summary>A verb with what it is given, as the operator declared it: names, filters and values with places.</summary>
internal sealed class DeclaredVerb
{
    private readonly Dictionary<string, Func<JsonElement, JsonNode?>> _members = [];
    private readonly DeclaredOperation _operation;
    private readonly JsonTemplate? _result;

    /// <exception cref="AdapterSetupException">Templates are wrong; all of them are named.</exception>
    public DeclaredVerb(DeclaredOperation operation)
    {
        _operation = operation;
        Verb = operation.Body.GetProperty("do").GetString()!;
        var problems = new List<SetupProblem>();
        foreach (var member in operation.Body.EnumerateObject())
        {
            try
            {
                if (Read(member.Name, member.Value) is { } fill)
                    _members.Add(member.Name, fill);
                if (member.Name == "result")
                    _result = JsonTemplate.Parse(member.Value);
            }
            catch (FormatException wrong)
            {
                problems.Add(new(
                    $"/declaration/operations/{operation.Description.Name}/{member.Name}", wrong.Message));
            }
        }

        if (problems.Count > 0)
            throw new AdapterSetupException(problems);
    }

    /// <summary>The built-in operation that it is.</summary>
    public string Verb { get; }

    /// <exception cref="TemplateException">A value is missing, or does not fit where it stands.</exception>
    public JsonElement Fill(JsonElement input)
    {
        var scope = Scope(input, null);
        var filled = new JsonObject();
        foreach (var (name, fill) in _members)
            filled[name] = fill(scope);
        return JsonSerializer.SerializeToElement(filled);
    }

    /// <summary>The success of the verb as a success of the operation.</summary>
    public Answer.Succeeded Succeeded(JsonElement input, JsonElement output, IReadOnlyList<ResourceChange> resources)
    {
        if (_result is not null)
            output = JsonSerializer.SerializeToElement(_result.Fill(Scope(input, output)));
        return new(output)
        {
            Resources = _operation.Body.TryGetProperty("resources", out _)
                ? [.. _operation.Resources.Select(resource => resource.Fill(Scope(input, output)))]
                : resources,
        };
    }

    private Func<JsonElement, JsonNode?>? Read(string name, JsonElement value)
    {
        switch (name)
        {
            case "dn" or "group" or "base":
                return Text(value, Dn.Escape);
            case "member":
                var attribute =
                    _operation.Body.TryGetProperty("attribute", out var given) ? given.GetString()! : "member";
                return Text(value, Membership.IsOfNames(attribute) ? Dn.Escape : null);
            case "filter":
                return Text(value, LdapFilter.Escape);
            case "attributes" or "replace" or "add" or "delete":
                var template = JsonTemplate.Parse(value);
                return template.Fill;
            case "attribute" or "scope" or "entriesMax":
                return _ => JsonNode.Parse(value.GetRawText());
            default:
                return null;
        }
    }

    private static Func<JsonElement, JsonNode?> Text(JsonElement value, Func<string, string>? escape)
    {
        var template = Template.Parse(value.GetString()!);
        return scope => JsonValue.Create(template.Fill(scope, escape));
    }

    private static JsonElement Scope(JsonElement input, JsonElement? output)
    {
        var scope = new JsonObject { ["input"] = JsonNode.Parse(input.GetRawText()) };
        if (output is { } given)
            scope["output"] = JsonNode.Parse(given.GetRawText());
        return JsonSerializer.SerializeToElement(scope);
    }
}
