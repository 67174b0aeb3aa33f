using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Orchestrator.Adapters;
using Orchestrator.TestKit.StandIns;

namespace Orchestrator.Tests.Conformance.Adapters.DeclaredHttp;

/// <summary>What is sent, how often, and what is made of what comes back.</summary>
public sealed class SendingTests
{
    private const string Orders =
        """
        { "idempotencyKey": "X-Request-Key",
          "secrets": { "token": { "description": "A token." } },
          "credentials": { "bearer": "token" },
          "answers": [
            { "status": 418, "means": "permanent", "codeAt": "/response/body/error/kind", "messageAt": "/response/body/error/text" },
            { "status": 200, "where": [{ "at": "/response/body/state", "equals": "working" }], "means": "pending" },
            { "status": 200, "where": [{ "at": "/response/body/state", "equals": "broken" }], "means": "permanent", "code": "BROKEN",
              "message": "Order ${response.body.id} broke." } ],
          "operations": {
            "order": { "summary": "Orders it.",
              "input": { "type": "object", "properties": { "name": { "type": "string" }, "pin": { "type": "string", "x-sensitive": true },
                "size": { "type": "integer" }, "label": { "type": "string" } } },
              "output": { "type": "object" },
              "request": { "method": "POST", "url": "/orders/${input.name}", "query": { "size": "${input.size?}" }, "headers": { "X-Label": "${input.label?}" },
                "body": { "name": "${input.name}", "size": "${input.size?}", "text": "for ${input.name}" } },
              "poll": { "intervalSeconds": 0.01, "answers": [
                { "where": [{ "at": "/response/body/state", "equals": "working" }], "means": "pending" },
                { "where": [{ "at": "/response/body/state", "equals": "broken" }], "means": "permanent", "code": "BROKEN", "message": "It broke." } ] },
              "take": { "id": "/response/body/id" },
              "result": { "id": "${id}" } } } }
        """;

    private static readonly Dictionary<string, string> Token = new() { ["token"] = "s3cret-token" };

    [Fact]
    public async Task What_is_sent_is_what_is_declared_with_values_made_fit_for_where_they_stand()
    {
        await using var system = new HttpStandIn(_ => new Reply(201, """{ "id": 7 }"""));
        using var adapter = new DeclaredAdapter(Orders, system.Address, Token);

        var answer = await adapter.ExecuteAsync("order", """{ "name": "a/b ?&ä", "size": 3, "label": "x y" }""");

        Assert.Equal("""{"id":7}""", Assert.IsType<Answer.Succeeded>(answer).Output!.Value.GetRawText());
        var request = Assert.Single(system.Requests);
        Assert.Equal("POST /orders/a%2Fb%20%3F%26%C3%A4?size=3", $"{request.Method} {request.Target}");
        Assert.Equal("Bearer s3cret-token", request.Header("Authorization"));
        Assert.Equal("activations/1/step/do", request.Header("X-Request-Key"));
        Assert.Equal("x y", request.Header("X-Label"));
        Assert.Equal("application/json", request.Header("Content-Type"));
        Assert.True(JsonElement.DeepEquals(
            JsonSerializer.Deserialize<JsonElement>("""{ "name": "a/b ?&ä", "size": 3, "text": "for a/b ?&ä" }"""),
            JsonSerializer.Deserialize<JsonElement>(request.Body)));
    }

    [Theory]
    [InlineData("""{ "name": ".." }""")]
    [InlineData("""{ "name": "" }""")]
    [InlineData("""{ "name": "a", "label": "a\r\nX-Injected: 1" }""")]
    [InlineData("""{ "name": "a", "label": "ä" }""")]
    [InlineData("""{ "size": 1 }""")]
    public async Task What_would_be_another_request_than_is_declared_is_refused_and_not_sent(string input)
    {
        await using var system = new HttpStandIn(_ => new Reply(201, """{ "id": 7 }"""));
        using var adapter = new DeclaredAdapter(Orders, system.Address, Token);

        Assert.Equal("INVALID_INPUT", Assert.IsType<Answer.Permanent>(await adapter.ExecuteAsync("order", input)).Code);
        Assert.Empty(system.Requests);
    }

    [Fact]
    public async Task A_request_that_was_sent_and_not_answered_is_unknown_and_is_sent_once_on_a_new_connection_and_on_an_old_one()
    {
        var isAnswered = true;
        await using var system = new HttpStandIn(_ => isAnswered ? new Reply(201, """{ "id": 7 }""") : null);
        using var adapter = new DeclaredAdapter(Orders, system.Address, Token);
        Assert.IsType<Answer.Succeeded>(await adapter.ExecuteAsync("order", """{ "name": "a" }"""));
        isAnswered = false;

        var onOld = await adapter.ExecuteAsync("order", """{ "name": "b" }""");
        var onNew = await adapter.ExecuteAsync("order", """{ "name": "c" }""");

        Assert.IsType<Answer.Unknown>(onOld);
        Assert.IsType<Answer.Unknown>(onNew);
        Assert.Equal(["/orders/a", "/orders/b", "/orders/c"], system.Requests.Select(request => request.Target));
    }

    [Fact]
    public async Task Where_nobody_listens_it_is_tried_again()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        listener.Stop();
        using var adapter = new DeclaredAdapter(Orders, address, Token);

        Assert.Equal("CONNECT_FAILED", Assert.IsType<Answer.Retryable>(await adapter.ExecuteAsync("order", """{ "name": "a" }""")).Code);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("Mon, 23 Nov 2026 00:01:30 GMT", 90)]
    [InlineData("Sun, 22 Nov 2026 00:00:00 GMT", 0)]
    public async Task What_is_unavailable_says_when_to_come_again_in_seconds_or_by_a_date(string header, int seconds)
    {
        await using var system = new HttpStandIn(_ => new Reply(503, "", ("Retry-After", header)));
        using var adapter = new DeclaredAdapter(Orders, system.Address, Token, time: new FixedTime());

        var answer = await adapter.ExecuteAsync("order", """{ "name": "a" }""");

        Assert.Equal(
            new Answer.Retryable(
                "SERVICE_UNAVAILABLE",
                $"POST {system.Address}/orders/a was answered 503 (Service Unavailable).",
                TimeSpan.FromSeconds(seconds)),
            answer);
    }

    [Theory]
    [InlineData(400, "Permanent")]
    [InlineData(401, "Permanent")]
    [InlineData(302, "Permanent")]
    [InlineData(429, "Retryable")]
    [InlineData(500, "Unknown")]
    [InlineData(502, "Unknown")]
    [InlineData(504, "Unknown")]
    public async Task Where_nothing_is_declared_the_status_says_what_it_means(int status, string answer)
    {
        await using var system = new HttpStandIn(_ => new Reply(status, "", ("Location", "http://elsewhere.example/")));
        using var adapter = new DeclaredAdapter(Orders, system.Address, Token);

        Assert.Equal(answer, (await adapter.ExecuteAsync("order", """{ "name": "a" }""")).GetType().Name);
        Assert.Single(system.Requests);
    }

    [Fact]
    public async Task What_the_system_says_is_told_without_secrets_and_sensitive_inputs()
    {
        const string Body = """{ "error": { "kind": "bad-token!", "text": "s3cret-token and\n4711 do not go together" } }""";
        await using var system = new HttpStandIn(_ => new Reply(418, Body));
        using var adapter = new DeclaredAdapter(Orders, system.Address, Token);

        var answer = await adapter.ExecuteAsync("order", """{ "name": "a", "pin": "4711" }""");

        Assert.Equal(
            new Answer.Permanent(
                "BAD_TOKEN", $"POST {system.Address}/orders/a was answered 418 (Status 418): *** and *** do not go together."),
            answer);
    }

    [Fact]
    public async Task What_is_under_way_is_asked_for_until_it_is_done()
    {
        var questions = 0;
        await using var system = new HttpStandIn(request => request.Method == "POST"
            ? new Reply(202, "", ("Location", "/status/7"))
            : new Reply(200, ++questions < 3 ? """{ "state": "working" }""" : """{ "state": "done", "id": 7 }"""));
        using var adapter = new DeclaredAdapter(Orders, system.Address, Token);

        var answer = await adapter.ExecuteAsync("order", """{ "name": "a" }""");

        Assert.Equal("""{"id":7}""", Assert.IsType<Answer.Succeeded>(answer).Output!.Value.GetRawText());
        Assert.Equal(
            ["POST /orders/a", "GET /status/7", "GET /status/7", "GET /status/7"],
            system.Requests.Select(request => $"{request.Method} {request.Target}"));
        Assert.All(system.Requests, request => Assert.Equal("Bearer s3cret-token", request.Header("Authorization")));
    }

    [Fact]
    public async Task What_fails_while_it_is_under_way_has_failed()
    {
        await using var system = new HttpStandIn(request => request.Method == "POST"
            ? new Reply(202, "", ("Location", "/status/7"))
            : new Reply(200, """{ "state": "broken" }"""));
        using var adapter = new DeclaredAdapter(Orders, system.Address, Token);

        Assert.Equal(new Answer.Permanent("BROKEN", "It broke."), await adapter.ExecuteAsync("order", """{ "name": "a" }"""));
    }

    [Theory]
    [InlineData("http://elsewhere.example/status/7")]
    [InlineData("")]
    public async Task Where_the_status_would_be_asked_of_somebody_else_it_is_unknown(string location)
    {
        await using var system = new HttpStandIn(_ => location.Length == 0 ? new Reply(202) : new Reply(202, "", ("Location", location)));
        using var adapter = new DeclaredAdapter(Orders, system.Address, Token);

        Assert.IsType<Answer.Unknown>(await adapter.ExecuteAsync("order", """{ "name": "a" }"""));
        Assert.Single(system.Requests);
    }

    [Fact]
    public async Task What_is_given_up_while_it_is_under_way_is_unknown()
    {
        using var enough = new CancellationTokenSource();
        await using var system = new HttpStandIn(request =>
        {
            if (request.Method == "GET")
                enough.Cancel();
            return request.Method == "POST" ? new Reply(202, "", ("Location", "/status/7")) : new Reply(200, """{ "state": "working" }""");
        });
        using var adapter = new DeclaredAdapter(Orders, system.Address, Token);

        Assert.IsType<Answer.Unknown>(await adapter.ExecuteAsync("order", """{ "name": "a" }""", enough.Token));
    }

    [Fact]
    public async Task A_success_without_what_is_declared_is_unknown()
    {
        await using var system = new HttpStandIn(_ => new Reply(201, """{ "number": 7 }"""));
        using var adapter = new DeclaredAdapter(Orders, system.Address, Token);

        Assert.IsType<Answer.Unknown>(await adapter.ExecuteAsync("order", """{ "name": "a" }"""));
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);
    }
}
