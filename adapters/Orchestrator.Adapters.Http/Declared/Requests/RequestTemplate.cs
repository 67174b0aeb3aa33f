using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Http.Declared.Values;

namespace Orchestrator.Adapters.Http.Declared.Requests;

/// <summary>A request with places for what a call brings.</summary>
/// <param name="Method">GET, POST and so on.</param>
/// <param name="Path">From the base URL; values in it are percent-encoded.</param>
/// <param name="Query">Behind it; what comes out empty is left out.</param>
/// <param name="Headers">The only place for secrets.</param>
/// <param name="Body">Sent as JSON; null for none.</param>
/// <param name="Form">Sent as a form; null for none. What comes out empty is left out.</param>
internal sealed record RequestTemplate(
    HttpMethod Method,
    Template Path,
    IReadOnlyList<(string Name, Template Value)> Query,
    IReadOnlyList<(string Name, Template Value)> Headers,
    JsonTemplate? Body,
    IReadOnlyList<(string Name, Template Value)>? Form)
{
    /// <summary>Whether the method itself has no effect.</summary>
    public bool IsSafe => Method == HttpMethod.Get || Method == HttpMethod.Head || Method == HttpMethod.Options;

    /// <summary>The request, with its headers but without credentials.</summary>
    /// <param name="baseUrl">Without a slash at its end.</param>
    /// <param name="scope">What the places stand for.</param>
    /// <param name="secret">The same with secrets, for headers.</param>
    /// <exception cref="TemplateException">A value is missing, or does not fit where it stands.</exception>
    public HttpRequestMessage Fill(string baseUrl, Scope scope, Scope secret)
    {
        var request = new HttpRequestMessage(Method, AddressIn(baseUrl, scope)) { Content = ContentIn(scope) };
        AddHeaders(request, Headers, secret);
        return request;
    }

    public static void AddHeaders(
        HttpRequestMessage request, IReadOnlyList<(string Name, Template Value)> headers, Scope scope)
    {
        foreach (var (name, template) in headers)
        {
            var value = template.Fill(scope.Json);

            // A value that breaks the line would be a header of its own, and there is no agreement on other letters.
            if (value.AsSpan().ContainsAnyExceptInRange(' ', '~')
                || !request.Headers.TryAddWithoutValidation(name, value))
                throw new TemplateException($"The value of the header '{name}' cannot be sent.");
        }
    }

    private Uri AddressIn(string baseUrl, Scope scope)
    {
        var address = new StringBuilder(baseUrl).Append(Path.Fill(scope.Json, Segment));
        var mark = '?';
        foreach (var (name, value) in FilledIn(Query, scope))
        {
            address.Append(mark).Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
            mark = '&';
        }

        return new Uri(address.ToString());
    }

    /// <summary>
    /// A request without any content is sent again by the client where the connection breaks; one that may have had its
    /// effect must not be.
    /// </summary>
    private ByteArrayContent? ContentIn(Scope scope)
    {
        if (Body is not null)
            return new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(Body.Fill(scope.Json)))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            };
        if (Form is not null)
            return new FormUrlEncodedContent(
                FilledIn(Form, scope).Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return IsSafe ? null : new ByteArrayContent([]);
    }

    private static IEnumerable<(string Name, string Value)> FilledIn(
        IEnumerable<(string Name, Template Value)> templates, Scope scope) =>
        templates.Select(one => (one.Name, one.Value.Fill(scope.Json))).Where(one => one.Item2.Length > 0);

    /// <summary>What would lead to another place than the declaration says is refused.</summary>
    private static string Segment(string value) => value is "" or "." or ".."
        ? throw new TemplateException("A value that is empty, '.' or '..' cannot stand in a path.")
        : Uri.EscapeDataString(value);
}
