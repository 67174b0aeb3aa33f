using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using NJsonSchema;
using Orchestrator.Adapters;
using Orchestrator.Adapters.Http;

namespace Orchestrator.Tests.Conformance.Adapters;

/// <summary>The HTTP adapter against a server that says what the test wants.</summary>
public sealed class HttpAdapterTests : IDisposable
{
    private readonly HttpClient _client = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private string _request = "";

    public HttpAdapterTests() => _listener.Start();

    private string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public void Dispose()
    {
        _listener.Dispose();
        _client.Dispose();
    }

    [Fact]
    public async Task What_is_sent_is_what_the_input_says()
    {
        await CallAsync(
            HttpAdapter.Send,
            $$"""
            { "url": "{{Address}}/lines?x=1", "method": "post", "content": { "line": 7 }, "authorization": "Bearer s3cret",
              "requestHeaders": { "X-One": "1", "X-Many": ["a", "b"] } }
            """,
            "HTTP/1.1 204 No Content\r\n\r\n");

        var lines = _request.Split("\r\n");
        Assert.Equal("POST /lines?x=1 HTTP/1.1", lines[0]);
        Assert.Superset(
            new HashSet<string>
            {
                "Idempotency-Key: \"a/step/do\"",
                "Authorization: Bearer s3cret",
                "X-One: 1",
                "X-Many: a, b",
                "Content-Type: application/json; charset=utf-8",
                """{"line":7}""",
            },
            lines.Select(line => line.Replace("{ \"line\": 7 }", """{"line":7}""", StringComparison.Ordinal)).ToHashSet());
    }

    [Theory]
    [InlineData("application/json", """{"a":1}""", """{"a":1}""")]
    [InlineData("application/problem+json", """[true]""", """[true]""")]
    [InlineData("application/json", "no json", "\"no json\"")]
    [InlineData("text/plain", """{"a":1}""", "\"{\\u0022a\\u0022:1}\"")]
    [InlineData("text/plain", "", "null")]
    public async Task An_answer_of_any_status_is_told_with_its_content(string type, string body, string parsed)
    {
        var answer = await CallAsync(
            HttpAdapter.Fetch,
            $$"""{ "url": "{{Address}}/" }""",
            $"HTTP/1.1 418 Teapot\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        var output = Assert.IsType<Answer.Succeeded>(answer).Output!.Value;
        Assert.Equal(418, output.GetProperty("statusCode").GetInt32());
        Assert.Equal(parsed, output.GetProperty("parsedContent").GetRawText());
        Assert.Equal(type, output.GetProperty("responseHeaders").GetProperty("Content-Type")[0].GetString());
    }

    [Fact]
    public async Task Where_nobody_listens_the_request_was_not_made_and_may_be_repeated()
    {
        var address = Address;
        _listener.Stop();

        var answer = await ExecuteAsync(HttpAdapter.Send, $$"""{ "url": "{{address}}/", "method": "POST" }""");

        Assert.Equal("CONNECT_FAILED", Assert.IsType<Answer.Retryable>(answer).Code);
    }

    [Fact]
    public async Task A_request_that_was_sent_and_not_answered_is_unknown()
    {
        var answer = await CallAsync(HttpAdapter.Send, $$"""{ "url": "{{Address}}/?token=s3cret", "method": "POST" }""", "");

        var unknown = Assert.IsType<Answer.Unknown>(answer);
        Assert.DoesNotContain("s3cret", unknown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task A_request_that_broke_off_is_not_sent_again_behind_our_back(string method)
    {
        await CallAsync(HttpAdapter.Send, $$"""{ "url": "{{Address}}/", "method": "{{method}}" }""", "");

        Assert.False(_listener.Pending());
    }

    [Fact]
    public async Task A_request_that_is_given_up_is_unknown()
    {
        using var enough = new CancellationTokenSource();
        var call = ExecuteAsync(HttpAdapter.Send, $$"""{ "url": "{{Address}}/" }""", cancellation: enough.Token);
        using var peer = await _listener.AcceptTcpClientAsync();
        await enough.CancelAsync();

        Assert.IsType<Answer.Unknown>(await call);
    }

    [Theory]
    [InlineData("""{ "url": "ftp://host/" }""", "URL_INVALID")]
    [InlineData("""{ "url": "/path" }""", "URL_INVALID")]
    [InlineData("""{ "url": "http://elsewhere.example/" }""", "HOST_NOT_ALLOWED")]
    [InlineData("""{ "url": "http://sub.example.org.evil/" }""", "HOST_NOT_ALLOWED")]
    [InlineData("""{ "url": "http://sub.example.org/", "requestHeaders": { "bad header": "x" } }""", "HEADER_INVALID")]
    [InlineData("""{ "url": "http://sub.example.org/", "requestHeaders": { "X": "a\r\nInjected: 1" } }""", "HEADER_INVALID")]
    public async Task What_cannot_or_must_not_be_sent_is_refused(string input, string code)
    {
        var answer = await ExecuteAsync(HttpAdapter.Send, input, new HttpAdapterOptions { Hosts = ["*.example.org"] });

        Assert.Equal(code, Assert.IsType<Answer.Permanent>(answer).Code);
    }

    [Fact]
    public async Task An_answer_that_is_too_long_is_not_taken_in()
    {
        var answer = await CallAsync(
            HttpAdapter.Fetch,
            $$"""{ "url": "{{Address}}/" }""",
            $"HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n{new string('x', 2000)}",
            new HttpAdapterOptions { ResponseBytesMax = 1000 });

        Assert.Equal("RESPONSE_TOO_LARGE", Assert.IsType<Answer.Permanent>(answer).Code);
    }

    [Fact]
    public async Task The_schemas_take_what_the_adapter_takes()
    {
        var adapter = new HttpAdapter(new HttpAdapterOptions(), _client);

        var send = await JsonSchema.FromJsonAsync(adapter.Description.Find(HttpAdapter.Send)!.InputSchema);
        var fetch = await JsonSchema.FromJsonAsync(adapter.Description.Find(HttpAdapter.Fetch)!.InputSchema);

        Assert.Empty(send.Validate("""{ "url": "http://h/", "method": "DELETE", "content": [1], "requestHeaders": null }"""));
        Assert.NotEmpty(fetch.Validate("""{ "url": "http://h/", "method": "DELETE" }"""));
        Assert.NotEmpty(send.Validate("""{ "method": "GET" }"""));
    }

    private async Task<Answer> CallAsync(
        string operation, string input, string response, HttpAdapterOptions? options = null)
    {
        var serving = ServeAsync(response);
        var answer = await ExecuteAsync(operation, input, options).WaitAsync(TimeSpan.FromSeconds(30));
        await serving.WaitAsync(TimeSpan.FromSeconds(30));
        return answer;
    }

    private Task<Answer> ExecuteAsync(
        string operation, string input, HttpAdapterOptions? options = null, CancellationToken cancellation = default)
    {
        using var document = JsonDocument.Parse(input);
        var call = new AdapterCall(operation, document.RootElement.Clone(), "a/step/do");
        return new HttpAdapter(options ?? new HttpAdapterOptions(), _client).ExecuteAsync(call, cancellation);
    }

    /// <summary>Takes one request in whole, and answers; an empty answer closes the connection.</summary>
    private async Task ServeAsync(string response)
    {
        using var peer = await _listener.AcceptTcpClientAsync();
        var stream = peer.GetStream();
        var buffer = new byte[4096];
        do
        {
            _request += Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer));
        }
        while (!IsWhole(_request));

        await stream.WriteAsync(Encoding.UTF8.GetBytes(response));
    }

    private static bool IsWhole(string request)
    {
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return false;

        const string Length = "Content-Length: ";
        var at = request.IndexOf(Length, StringComparison.Ordinal);
        return at < 0 || request.Length - end - 4 >= int.Parse(
            request[(at + Length.Length)..request.IndexOf("\r\n", at, StringComparison.Ordinal)],
            System.Globalization.CultureInfo.InvariantCulture);
    }
}
