using System.Text;
using System.Text.Json;
using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Http.Declared.Values;

namespace Orchestrator.Adapters.Http.Declared.Requests;

/// <summary>What the declaration's references to secrets stand for, read anew for each request.</summary>
/// <param name="references">By the names that the declaration gives them.</param>
/// <param name="reader">Reads them.</param>
internal sealed class Credentials(IReadOnlyDictionary<string, JsonElement> references, SecretReader reader)
{
    /// <summary>What is shorter could be any part of a message.</summary>
    private const int RedactedLengthMin = 4;

    /// <summary><c>secrets.name</c> as they are, <c>base64.name</c>, and <c>basic.name.password</c>.</summary>
    /// <exception cref="SecretException">One of them cannot be had.</exception>
    public Scope AddTo(Scope scope)
    {
        var values = ReadAll();
        return scope
            .With("secrets", values)
            .With("base64", values.ToDictionary(one => one.Key, one => Base64(one.Value)))
            .With("basic", values.ToDictionary(
                user => user.Key,
                user => values.ToDictionary(one => one.Key, one => Base64($"{user.Value}:{one.Value}"))));
    }

    /// <summary>The text without any secret in it.</summary>
    public string Redact(string text)
    {
        var values = ReadAll().Values;
        var pairs = values.SelectMany(user => values.Select(value => Base64($"{user}:{value}")));
        foreach (var secret in pairs.Concat(values.Select(Base64)).Concat(values))
        {
            if (secret.Length >= RedactedLengthMin)
                text = text.Replace(secret, "***", StringComparison.Ordinal);
        }

        return text;
    }

    private Dictionary<string, string> ReadAll() =>
        references.ToDictionary(one => one.Key, one => reader.Read(one.Value), StringComparer.Ordinal);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
