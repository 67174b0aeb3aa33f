using Grpc.Core;
using Grpc.Health.V1;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.V1;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Processes;

/// <summary>SIGTERM: what is in flight ends, whoever watches is sent away, and the exit code is 0.</summary>
public sealed class DrainTests
{
    [Fact]
    public async Task A_server_that_is_told_to_stop_lets_the_call_in_flight_end_and_the_next_one_goes_on()
    {
        await using var site = new ServerSite();
        await site.StartAsync();
        await site.PublishAsync("wait");
        var order = Orders.Order("wait", "slow", ("address", "slow@example.org")).With(
            "mail.create-mailbox", "slow-1500");
        var name = (await site.Activations.StartActivationAsync(order)).Name;
        using var watch = site.Activations.WatchActivation(new WatchActivationRequest { Name = name });
        using var health = site.Health.Watch(new HealthCheckRequest());
        Assert.True(await health.ResponseStream.MoveNext(CancellationToken.None));

        var stopping = site.Server.StopAsync();
        Assert.True(await health.ResponseStream.MoveNext(CancellationToken.None));
        var seen = new List<ActivationEvent>();
        var cut = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var happened in watch.ResponseStream.ReadAllAsync())
                seen.Add(happened);
        });
        var code = await stopping;

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, health.ResponseStream.Current.Status);
        Assert.Equal(StatusCode.Unavailable, cut.StatusCode);
        Assert.Equal(0, code);
        var call = Assert.Single(SandboxRecord.Read(site.Sandbox));
        Assert.Equal((1, 1, true), (call.Called, call.Applied, call.Done));

        await site.StartAsync();
        var rest = await site.WatchAsync(name, seen[^1].Sequence);

        Assert.Equal(State.Completed, rest[^1].State);
        Assert.Equal(seen[^1].Sequence + 1, rest[0].Sequence);
        Assert.All(SandboxRecord.Read(site.Sandbox), one => Assert.Equal((1, 1), (one.Called, one.Applied)));
    }

    [Fact]
    public async Task A_call_that_waits_for_an_activation_s_end_is_sent_away_when_the_server_stops()
    {
        await using var site = new ServerSite();
        await site.StartAsync();
        await site.PublishAsync("wait");
        var order = Orders.Order("wait", "waiting", ("address", "waiting@example.org"), ("pause", "1.00:00:00"));
        var name = (await site.Activations.StartActivationAsync(order)).Name;
        await site.WatchAsync(name, 0, until: "DelayStarted");
        order.Wait = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromHours(1));
        var waiting = site.Activations.StartActivationAsync(order).ResponseAsync;
        await site.Activations.GetActivationAsync(new GetActivationRequest { Name = name });

        var code = await site.Server.StopAsync();
        var sentAway = await Assert.ThrowsAsync<RpcException>(() => waiting);

        Assert.Equal(0, code);
        Assert.Equal(StatusCode.Unavailable, sentAway.StatusCode);
    }

    [Fact]
    public async Task A_call_in_flight_that_does_not_end_is_left_and_read_back_by_the_next_server()
    {
        await using var site = new ServerSite().With("DrainSeconds", "1");
        await site.StartAsync();
        await site.PublishAsync("wait");
        var order = Orders.Order("wait", "hanging", ("address", "hanging@example.org")).With(
            "mail.create-mailbox", "hang");
        var name = (await site.Activations.StartActivationAsync(order)).Name;
        await site.WatchAsync(name, 0, until: "StepRequested");

        var code = await site.Server.StopAsync();
        await site.StartAsync();
        var events = await site.WatchAsync(name);

        Assert.Equal(0, code);
        Assert.Equal(State.Completed, events[^1].State);
        Assert.All(SandboxRecord.Read(site.Sandbox), call => Assert.Equal(1, call.Applied));
    }
}
