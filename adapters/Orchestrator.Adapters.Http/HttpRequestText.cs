using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Orchestrator.Adapters.Http;

/// <summary>Makes the request that an input describes.</summary>
internal static class HttpRequestText
{
    /// <summary>The flaw that keeps the request from being made, or null.</summary>
    public static Answer.Permanent? Read(AdapterCall call, HttpAdapterOptions options, out HttpRequestMessage request)
    {
        request = new HttpRequestMessage();
        var input = call.Input;
        if (Text(input, "url") is not { } url
            || !Uri.TryCreate(url, UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https"))
            return new("URL_INVALID", "The url is no http or https address. Write it in full: https://host/path.");
        if (!IsAllowed(address, options.Hosts))
            return new(
                "HOST_NOT_ALLOWED",
                $"Requests to {address.Authority} are not allowed here. The operator lists the hosts that are.");

        var method = HttpMethod.Parse(
            (Text(input, "method") is { Length: > 0 } given ? given : "GET").ToUpperInvariant());
        (request.Method, request.RequestUri) = (method, address);

        // A request without any content is sent again by the client where the connection breaks; one that may have had
        // its effect must not be.
        request.Content = Content(input) ?? (call.Operation == HttpAdapter.Send ? new ByteArrayContent([]) : null);
        if (call.Operation == HttpAdapter.Send)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", $"\"{call.IdempotencyKey}\"");
        var authorization = Text(input, "authorization");
        var isFine = string.IsNullOrEmpty(authorization) || Add(request, "Authorization", [authorization]);
        return (isFine ? AddHeaders(request, input) : "Authorization") is { } wrong
            ? new("HEADER_INVALID", $"The header '{wrong}' cannot be sent. Correct its name or its value.")
            : null;
    }

    private static bool IsAllowed(Uri address, IReadOnlyList<string> hosts) =>
        hosts.Count == 0 || hosts.Any(host =>
            string.Equals(host, address.Host, StringComparison.OrdinalIgnoreCase)
            || string.Equals(host, $"{address.Host}:{address.Port}", StringComparison.OrdinalIgnoreCase)
            || (host.StartsWith("*.", StringComparison.Ordinal)
                && address.Host.EndsWith(host[1..], StringComparison.OrdinalIgnoreCase)));

    private static ByteArrayContent? Content(JsonElement input)
    {
        if (!input.TryGetProperty("content", out var content) || content.ValueKind is JsonValueKind.Null)
            return null;

        var isText = content.ValueKind == JsonValueKind.String;
        var type =
            Text(input, "contentType") is { Length: > 0 } given ? given : isText ? "text/plain" : "application/json";
        var bytes = new ByteArrayContent(Encoding.UTF8.GetBytes(isText ? content.GetString()! : content.GetRawText()));
        bytes.Headers.ContentType = MediaTypeHeaderValue.TryParse(type, out var parsed)
            ? parsed
            : new MediaTypeHeaderValue("application/octet-stream");
        bytes.Headers.ContentType.CharSet ??= "utf-8";
        return bytes;
    }

    /// <summary>The first header that cannot be sent, or null.</summary>
    private static string? AddHeaders(HttpRequestMessage request, JsonElement input)
    {
        if (!input.TryGetProperty("requestHeaders", out var headers) || headers.ValueKind != JsonValueKind.Object)
            return null;

        foreach (var header in headers.EnumerateObject())
        {
            var values = header.Value.ValueKind == JsonValueKind.Array
                ? header.Value.EnumerateArray().Select(Plain)
                : [Plain(header.Value)];
            if (!Add(request, header.Name, [.. values]))
                return header.Name;
        }

        return null;
    }

    /// <summary>A value that breaks the line would be a header of its own.</summary>
    private static bool Add(HttpRequestMessage request, string name, string[] values) =>
        !values.Any(value => value.AsSpan().ContainsAny('\r', '\n', '\0'))
        && (request.Headers.TryAddWithoutValidation(name, values)
            || request.Content?.Headers.TryAddWithoutValidation(name, values) == true);

    private static string Plain(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static string? Text(JsonElement input, string name) =>
        input.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
