using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Adapters.Ldap.Wire;

/// <summary>Attributes by name, in the order of names; an attribute's values are a set, and names know no case.</summary>
internal sealed class LdapAttributes : SortedDictionary<string, List<LdapValue>>
{
    public LdapAttributes()
        : base(StringComparer.OrdinalIgnoreCase)
    {
    }

    /// <summary>The values; none where it has no such attribute.</summary>
    public List<LdapValue> Of(string name) => TryGetValue(name, out var values) ? values : [];

    /// <summary>Of an object whose members are a value or a list of them; null and empty lists are no values.</summary>
    /// <exception cref="InputException">A value is none.</exception>
    public static LdapAttributes Read(JsonElement json)
    {
        var attributes = new LdapAttributes();
        foreach (var (name, value) in json.EnumerateObject().Select(member => (member.Name, member.Value)))
        {
            var values = value.ValueKind switch
            {
                JsonValueKind.Array => value.EnumerateArray().Select(item => Value(name, item)).ToList(),
                JsonValueKind.Null => [],
                _ => [Value(name, value)],
            };
            if (name.Length == 0 || !attributes.TryAdd(name, values))
                throw new InputException($"The attribute '{name}' is there twice, or has no name.");
        }

        return attributes;
    }

    /// <summary>One value alone as it is, several as a list.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (name, values) in this)
            json[name] = values is [var only] ? only.ToJson() : new JsonArray([.. values.Select(value => value.ToJson())]);
        return json;
    }

    private static LdapValue Value(string name, JsonElement json) => LdapValue.Of(json)
        ?? throw new InputException($"A value of '{name}' is no text, number, boolean or {{ \"base64\": \"...\" }}.");
}

/// <summary>An entry as the directory has it.</summary>
internal sealed record LdapEntry(string Dn, LdapAttributes Attributes);
