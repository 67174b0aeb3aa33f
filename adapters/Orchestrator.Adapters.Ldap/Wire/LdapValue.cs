using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Adapters.Ldap.Wire;

/// <summary>A value of an attribute: text, or bytes that are none, kept as base64.</summary>
internal readonly record struct LdapValue(string Text, bool IsBinary = false)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public byte[] Bytes => IsBinary ? Convert.FromBase64String(Text) : Strict.GetBytes(Text);

    public static LdapValue Of(byte[] bytes)
    {
        try
        {
            return new(Strict.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            return new(Convert.ToBase64String(bytes), IsBinary: true);
        }
    }

    /// <summary>A text, a number, a boolean, or <c>{ "base64": "..." }</c>; null for anything else.</summary>
    public static LdapValue? Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => new(json.GetString()!),
        JsonValueKind.Number => new(json.GetRawText()),
        JsonValueKind.True => new("TRUE"),
        JsonValueKind.False => new("FALSE"),
        JsonValueKind.Object when json.TryGetProperty("base64", out var text)
            && text.ValueKind == JsonValueKind.String && text.TryGetBytesFromBase64(out var bytes) => Of(bytes),
        _ => null,
    };

    public JsonNode ToJson() => IsBinary ? new JsonObject { ["base64"] = Text } : JsonValue.Create(Text);

    public override string ToString() => IsBinary ? $"base64:{Text}" : Text;
}
