using System.Security.Cryptography;
using System.Text;

namespace Orchestrator.Adapters.Declared;

/// <summary>A call's idempotency key, as templates see it.</summary>
/// <param name="Key">Whole.</param>
public sealed record CallKey([property: System.Text.Json.Serialization.JsonPropertyName("key")] string Key)
{
    /// <summary>32 hexadecimal digits of its SHA-256, for systems whose names are short.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("hash")]
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)))[..32];
}
