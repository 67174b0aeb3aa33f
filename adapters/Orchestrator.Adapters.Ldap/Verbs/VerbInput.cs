using System.Text.Json;
using Orchestrator.Adapters.Ldap.Wire;

namespace Orchestrator.Adapters.Ldap.Verbs;

/// <summary>What a verb is given: the input of a built-in operation, or a declaration with its places filled.</summary>
internal readonly struct VerbInput(JsonElement json, IReadOnlyList<Dn> bases)
{
    public JsonElement Json => json;

    /// <summary>The name of an entry, which is within the instance's bounds.</summary>
    /// <exception cref="InputException">It is none, or out of bounds.</exception>
    public Dn Entry(string member)
    {
        var dn = Name(Text(member));
        return bases.Any(dn.IsWithin)
            ? dn
            : throw new InputException($"'{dn}' is outside of what this instance may touch (base).", "OUTSIDE_BASE");
    }

    /// <exception cref="InputException">It is not there.</exception>
    public string Text(string member) => OptionalText(member)
        ?? throw new InputException($"'{member}' is not there, or is no text.");

    public string? OptionalText(string member) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(member, out var value)
            && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>None where the member is not there.</summary>
    /// <exception cref="InputException">It is no object of values.</exception>
    public LdapAttributes Attributes(string member)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(member, out var value))
            return [];

        return value.ValueKind switch
        {
            JsonValueKind.Object => LdapAttributes.Read(value),
            JsonValueKind.Null => [],
            _ => throw new InputException($"'{member}' is no object of attributes."),
        };
    }

    public IReadOnlyList<string> Texts(string member) =>
        json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(
                item => item.GetString()!)]
            : [];

    public static Dn Name(string text)
    {
        try
        {
            return Dn.Parse(text);
        }
        catch (FormatException wrong)
        {
            throw new InputException(wrong.Message, "DN_INVALID");
        }
    }
}
