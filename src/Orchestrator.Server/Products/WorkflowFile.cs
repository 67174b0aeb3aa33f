using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Orchestrator.Server.Products;

/// <summary>A workflow's definition in a file.</summary>
/// <param name="Path">For messages.</param>
/// <param name="Definition">Its definition id; empty where it has none.</param>
internal sealed record WorkflowFile(string Path, string Content, string Definition)
{
    /// <summary>As the store knows contents: SHA-256 in hex.</summary>
    public string ContentHash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Content)));

    public static WorkflowFile Read(string path)
    {
        var content = File.ReadAllText(path);
        return new WorkflowFile(path, content, DefinitionOf(content));
    }

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
