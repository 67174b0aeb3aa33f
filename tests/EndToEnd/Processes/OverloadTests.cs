using Grpc.Core;
using Grpc.Health.V1;
using Orchestrator.Tests.EndToEnd.Server;
using Orchestrator.V1;

namespace Orchestrator.Tests.EndToEnd.Processes;

/// <summary>More is asked for than the process may take in: it says so at once, and takes it in when it can.</summary>
public sealed class OverloadTests
{
    [Fact]
    public async Task More_calls_at_once_than_it_takes_are_refused_until_one_ends_and_its_health_is_told_all_the_same()
    {
        await using var site = new ServerSite().With("CallsMax", "3");
        await site.StartAsync();
        await site.PublishAsync("wait");
        var order = Orders.Order("wait", "sleeper", ("address", "sleeper@example.org"), ("pause", "1.00:00:00"));
        var name = (await site.Activations.StartActivationAsync(order)).Name;
        var get = new GetActivationRequest { Name = name };

        var watches = new List<AsyncServerStreamingCall<ActivationEvent>>();
        for (var number = 0; number < 3; number++)
        {
            watches.Add(site.Activations.WatchActivation(new WatchActivationRequest { Name = name }));
            Assert.True(await watches[^1].ResponseStream.MoveNext(CancellationToken.None));
        }

        var refused = await Refused.ByAsync(site.Activations.GetActivationAsync(get));
        var alsoRefused = Refused.Of(await Assert.ThrowsAsync<RpcException>(async () =>
        {
            using var watch = site.Activations.WatchActivation(new WatchActivationRequest { Name = name });
            await watch.ResponseStream.MoveNext(CancellationToken.None);
        }));
        var health = await site.Health.CheckAsync(new HealthCheckRequest());
        var nodes = await site.Cluster.ListNodesAsync(new ListNodesRequest());
        var metrics = await MetricsAsync(site);
        watches[0].Dispose();
        var answered = await UntilThereIsRoomAsync(() => site.Activations.GetActivationAsync(get));
        watches.ForEach(watch => watch.Dispose());

        Assert.All([refused, alsoRefused], one => Assert.Equal(
            (StatusCode.ResourceExhausted, "OVERLOADED", TimeSpan.FromSeconds(1)),
            (one.Code, one.Reason, one.RetryAfter)));
        Assert.Equal(
            "3 calls are under way, which is the most that may be. Nothing was done; send the same request again later.", refused.Message);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
        Assert.Single(nodes.Nodes);
        Assert.Contains("\norchestrator_grpc_calls_in_flight 3\n", metrics, StringComparison.Ordinal);
        Assert.Contains(
            "{method=\"/orchestrator.v1.ActivationService/GetActivation\",code=\"RESOURCE_EXHAUSTED\"} 1\n",
            metrics,
            StringComparison.Ordinal);
        Assert.Equal(name, answered.Name);
    }

    [Fact]
    public async Task A_start_past_what_fits_into_memory_is_refused_and_taken_in_when_another_has_ended_and_none_is_lost()
    {
        await using var site = new ServerSite().With("ActivationsMax", "2");
        await site.StartAsync();
        await site.PublishAsync("wait");
        var orders = Enumerable.Range(1, 3).Select(number => Orders.Order(
            "wait", $"o{number}", ("address", $"o{number}@example.org"), ("pause", "00:00:50"))).ToArray();

        var names = new List<string>();
        foreach (var order in orders[..2])
            names.Add((await site.Activations.StartActivationAsync(order)).Name);
        var refused = await Refused.ByAsync(site.Activations.StartActivationAsync(orders[2]));
        await site.Activations.CancelActivationAsync(new CancelActivationRequest
        {
            Name = names[0],
            RequestId = "cancel",
            Decision = new Decision { Reason = "There is to be room." },
        });
        names.Add((await UntilThereIsRoomAsync(() => site.Activations.StartActivationAsync(orders[2]))).Name);
        var listed = await site.Activations.ListActivationsAsync(new ListActivationsRequest());

        Assert.Equal(
            (StatusCode.ResourceExhausted, "OVERLOADED", TimeSpan.FromSeconds(2)),
            (refused.Code, refused.Reason, refused.RetryAfter));
        Assert.Equal("2 activations are under way, which is the most that may be. Nothing was done; send the same request again later.", refused.Message);
        Assert.Equal(names.Order(), listed.Activations.Select(activation => activation.Name).Order());
    }

    /// <summary>Sends it again, as its client would, until it is not refused for want of room.</summary>
    private static async Task<T> UntilThereIsRoomAsync<T>(Func<AsyncUnaryCall<T>> call)
    {
        using var patience = new CancellationTokenSource(ServerSite.StartMax);
        while (true)
        {
            try
            {
                return await call();
            }
            catch (RpcException full) when (full.StatusCode == StatusCode.ResourceExhausted)
            {
                patience.Token.ThrowIfCancellationRequested();
            }
        }
    }

    private static async Task<string> MetricsAsync(ServerSite site)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{site.HttpPort}") };
        return await http.GetStringAsync(new Uri("metrics", UriKind.Relative));
    }
}
