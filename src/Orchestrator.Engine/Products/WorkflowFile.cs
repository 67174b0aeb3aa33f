using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Orchestrator.Engine.Products;

/// <summary>A workflow's definition in a file.</summary>
/// <param name="Path">For messages.</param>
/// <param name="Name">What the product calls it: provision.json.</param>
/// <param name="Content">The document.</param>
public sealed record WorkflowFile(string Path, string Name, string Content)
{
    /// <summary>Its definition id; empty where it has none.</summary>
    public string Definition { get; } = DefinitionOf(Content);

    /// <summary>As the store knows contents: SHA-256 in hex.</summary>
    public string ContentHash { get; } = HashOf(Content);

    public static string HashOf(string content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    /// <summary>Only the id: whether the rest is good is the reader's to say, and only where it has changed.</summary>
    private static string DefinitionOf(string content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("definitionId", out var id)
                    && id.ValueKind == JsonValueKind.String
                    ? id.GetString()!
                    : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
