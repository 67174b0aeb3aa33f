using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows.Generating;

/// <summary>A definition that nobody wrote, and what the activation's input needs to run it for one service.</summary>
/// <param name="Definition">The definition's id; equal where the content is.</param>
/// <param name="Content">The JSON document.</param>
/// <param name="Kept">Of <see cref="ServiceRecordInput"/>.</param>
/// <param name="Calls">The same.</param>
public sealed record GeneratedDefinition(string Definition, string Content, Value Kept, Value Calls)
{
    /// <summary>Who publishes it.</summary>
    public const string Author = "orchestrator";

    private const int HashLength = 12;
    private const int NameLengthMax = 48;

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="id">Its first part: <c>undo.broadband</c>; a hash of the content follows.</param>
    /// <param name="document">Without an id.</param>
    /// <param name="kept">Of <see cref="ServiceRecordInput"/>.</param>
    /// <param name="calls">The same.</param>
    public static GeneratedDefinition Of(string id, JsonObject document, Value kept, Value calls)
    {
        document.Remove("definitionId");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document.ToJsonString(Readable))));
        var definition = $"{id}.{hash[..HashLength]}";
        document.Insert(0, "definitionId", definition);
        return new(definition, document.ToJsonString(Readable) + "\n", kept, calls);
    }

    /// <summary>A product's id as part of a definition's id, shortened where it is long.</summary>
    public static string Part(string product) =>
        product.Length > NameLengthMax ? product[..NameLengthMax] : product;

    /// <summary>The input that it is given what is recorded in.</summary>
    internal static JsonObject RecordInput() => new()
    {
        ["name"] = ServiceRecordInput.Name,
        ["type"] = "Object",
        ["displayName"] = "Service record",
        ["description"] = "What is recorded of the service: filled by the server when it is ordered.",
        ["required"] = true,
    };

    internal static JsonObject Generated(string by) => new() { ["generated"] = true, ["generatedFor"] = by };
}
