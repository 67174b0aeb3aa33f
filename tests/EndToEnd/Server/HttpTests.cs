using System.Net;
using System.Text.Json.Nodes;

namespace Orchestrator.Tests.EndToEnd.Server;

public sealed class HttpTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly RunningServer _server = shared.Server;

    [Fact]
    public async Task Health_says_that_it_serves()
    {
        var response = await _server.Http.GetAsync("/health");
        var health = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

        Assert.Equal(
            (HttpStatusCode.OK, "application/json"),
            (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Equal(
            ("SERVING", "SERVING", "AVAILABLE"),
            ((string?)health["status"], (string?)health["state"], (string?)health["database"]));
    }

    [Fact]
    public async Task The_version_is_told()
    {
        var version = JsonNode.Parse(await _server.Http.GetStringAsync("/version"))!;

        Assert.Matches(@"^\d+\.\d+\.\d+", (string?)version["version"]);
    }

    [Fact]
    public async Task Metrics_count_the_calls_and_the_activations()
    {
        await _server.RunAsync(await _server.PublishAsync(Definitions.TwoSteps));

        var metrics = await _server.Http.GetStringAsync("/metrics");

        Assert.Matches("orchestrator_grpc_calls_total\\{method=\"/orchestrator.v1.ActivationService/StartActivation\",code=\"OK\"\\} [1-9]", metrics);
        Assert.Matches("orchestrator_activations_finished_total\\{state=\"Completed\"\\} [1-9]", metrics);
        Assert.Contains("# TYPE orchestrator_activations_in_memory gauge", metrics, StringComparison.Ordinal);
        Assert.Contains("dotnet_gc_heap_total_allocated_bytes_total", metrics, StringComparison.Ordinal);
        Assert.All(
            metrics.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Matches(@"^(# (HELP|TYPE) \w+ .*|\w+(\{.*\})? [-+0-9.eE]+(NaN|Inf)?)$", line));
    }

    [Fact]
    public async Task Nothing_else_is_there()
    {
        var other = await _server.Http.GetAsync("/orchestrator.v1.ActivationService/StartActivation");
        var post = await _server.Http.PostAsync("/health", new StringContent(""));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed), (other.StatusCode, post.StatusCode));
    }
}
