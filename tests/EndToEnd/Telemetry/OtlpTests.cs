using Orchestrator.Tests.EndToEnd.Processes;
using Orchestrator.V1;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Telemetry;

/// <summary>What the real server sends to a collector.</summary>
public sealed class OtlpTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_activation_is_one_trace_across_retries_and_a_restart_and_metrics_arrive(bool overGrpc)
    {
        await using var collector = await Collector.StartAsync(overGrpc);
        await using var site = new ServerSite().With("Telemetry__OtlpEndpoint", collector.Address)
            .WithVariable("OTEL_EXPORTER_OTLP_PROTOCOL", collector.Protocol);
        await site.StartAsync();
        await site.PublishAsync("wait");
        var order = Orders.Order("wait", "traced", ("address", "traced@example.org")).With("mail.send", "fail-once");
        var name = (await site.Activations.StartActivationAsync(order)).Name;
        await site.WatchAsync(name, 0, until: "StepAttemptFailed");

        Assert.Equal(0, await site.Server.StopAsync());
        await site.StartAsync();
        var events = await site.WatchAsync(name);
        Assert.Equal(0, await site.Server.StopAsync());

        var id = name["activations/".Length..];
        var mine =
            collector.Spans.Where(span => span.Attributes.GetValueOrDefault("orchestrator.activation") == id).ToArray();
        Assert.Equal(State.Completed, events[^1].State);
        Assert.Equal(
            [("mail.create-mailbox", "succeeded"), ("mail.send", "retryable"), ("mail.send", "succeeded"), ("activation", null)],
            mine.Select(span => (span.Name, span.Attributes.GetValueOrDefault("orchestrator.outcome"))));
        Assert.Single(mine.Select(span => span.TraceId).Distinct());
        Assert.Contains("orchestrator.activations.finished", collector.Metrics);
        Assert.Contains("orchestrator.attempt.duration", collector.Metrics);
    }

    [Fact]
    public async Task An_activation_belongs_to_the_trace_of_the_call_that_started_it()
    {
        await using var collector = await Collector.StartAsync(overGrpc: true);
        await using var site = new ServerSite().With("Telemetry__OtlpEndpoint", collector.Address);
        await site.StartAsync();
        await site.PublishAsync("wait");

        var name = (await site.Activations.StartActivationAsync(
            Orders.Order("wait", "traced", ("address", "traced@example.org")),
            new Grpc.Core.Metadata { { "traceparent", $"00-{Trace}-00f067aa0ba902b7-01" } })).Name;
        await site.WatchAsync(name);
        await site.Server.StopAsync();

        var id = name["activations/".Length..];
        Assert.Equal(
            ["mail.create-mailbox", "mail.send", "activation"],
            collector.Spans.Where(
                span => span.TraceId == Trace && span.Attributes.GetValueOrDefault("orchestrator.activation") == id)
                .Select(span => span.Name));
    }
}
