using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Adapters.Http;

/// <summary>What came back, as an answer.</summary>
internal static class HttpAnswer
{
    public static async Task<Answer> OfAsync(
        HttpResponseMessage response, HttpAdapterOptions options, CancellationToken cancellation)
    {
        if (await HttpBody.ReadAsync(
            response.Content, options.ResponseBytesMax, cancellation).ConfigureAwait(false) is not { } body)
            return new Answer.Permanent(
                "RESPONSE_TOO_LARGE", $"{HttpFailure.NameOf(response.RequestMessage!)} was carried out and answered "
                    + $"{(int)response.StatusCode} with more than {options.ResponseBytesMax} bytes. Ask for less.");

        var output = new JsonObject
        {
            ["statusCode"] = (int)response.StatusCode,
            ["parsedContent"] = Parse(response.Content, body),
            ["responseHeaders"] = Headers(response),
        };
        return new Answer.Succeeded(JsonSerializer.SerializeToElement(output));
    }

    private static JsonNode? Parse(HttpContent content, byte[] body)
    {
        if (body.Length == 0)
            return null;

        var type = content.Headers.ContentType?.MediaType ?? "";
        if (type.EndsWith("/json", StringComparison.OrdinalIgnoreCase)
            || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase))
        {
            try
            {
                return JsonNode.Parse(body);
            }
            catch (JsonException)
            {
                // It calls itself JSON, and is none: the text is what came.
            }
        }

        return JsonValue.Create(Encoding.UTF8.GetString(body));
    }

    private static JsonObject Headers(HttpResponseMessage response)
    {
        var headers = new JsonObject();
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
            headers[name] = new JsonArray([.. values.Select(value => (JsonNode)JsonValue.Create(value))]);
        return headers;
    }
}
