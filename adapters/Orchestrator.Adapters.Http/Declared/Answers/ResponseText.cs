using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Adapters.Http.Declared.Answers;

/// <summary>A response as pointers and templates see it.</summary>
internal static class ResponseText
{
    /// <summary>Null where the body is longer than may be.</summary>
    public static async Task<JsonElement?> ReadAsync(
        HttpResponseMessage response, int bytesMax, CancellationToken cancellation)
    {
        if (await HttpBody.ReadAsync(response.Content, bytesMax, cancellation).ConfigureAwait(false) is not { } body)
            return null;

        var headers = new JsonObject();
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
#pragma warning disable CA1308 // Names of headers have no case, and pointers do: small letters are HTTP/2's.
            headers[name.ToLowerInvariant()] = string.Join(", ", values);
#pragma warning restore CA1308
        }

        return JsonSerializer.SerializeToElement(
            new JsonObject { ["status"] = (int)response.StatusCode, ["headers"] = headers, ["body"] = Parse(body) });
    }

    /// <summary>JSON where it is some, whatever it calls itself; else its text.</summary>
    private static JsonNode? Parse(byte[] body)
    {
        if (body.Length == 0)
            return null;

        try
        {
            return JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return JsonValue.Create(Encoding.UTF8.GetString(body));
        }
    }
}
