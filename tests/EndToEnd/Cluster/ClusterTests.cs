using Grpc.Health.V1;
using Orchestrator.Tests.EndToEnd.Processes;
using Orchestrator.V1;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Cluster;

/// <summary>Several servers on one database act as one.</summary>
public sealed class ClusterTests
{
    [Fact]
    public async Task Whatever_is_asked_may_be_asked_of_any_server()
    {
        await using var cluster = await ClusterSite.StartAsync(2, "wait");
        var (one, two) = (cluster.Sites[0], cluster.Sites[1]);
        var order = Order("asked", "01:00:00");
        var name = (await one.Activations.StartActivationAsync(order)).Name;
        await two.WatchAsync(name, 0, until: "DelayStarted");

        var watching = two.WatchAsync(name);
        var held = await two.Activations.HoldActivationAsync(
            new HoldActivationRequest { Name = name, RequestId = "hold", Decision = Because() });
        var again = await one.Activations.HoldActivationAsync(
            new HoldActivationRequest { Name = name, RequestId = "hold", Decision = Because() });
        await one.Activations.ReleaseActivationAsync(
            new ReleaseActivationRequest { Name = name, RequestId = "release", Decision = Because() });
        await two.Activations.CancelActivationAsync(
            new CancelActivationRequest { Name = name, RequestId = "cancel", Decision = Because() });

        Assert.Equal(State.Held, held.State);
        Assert.Equal(held, again);
        Assert.Equal(State.RolledBack, (await watching)[^1].State);
        var repeated = await two.Activations.StartActivationAsync(order);
        Assert.Equal(name, repeated.Name);
        Assert.All(cluster.Calls(), call => Assert.InRange(call.Applied, 0, 1));
        Assert.Equal(0, await cluster.ReadAsync("select count(*) from commands"));
    }

    [Fact]
    public async Task What_a_killed_server_had_goes_on_elsewhere()
    {
        await using var cluster = await ClusterSite.StartAsync(2, "wait");
        var (one, two) = (cluster.Sites[0], cluster.Sites[1]);
        var names = await StartAsync(one, 20, "00:00:01");

        await one.Server.KillAsync();
        var ends = await Task.WhenAll(names.Select(name => two.WatchAsync(name)));

        Assert.All(ends, events => Assert.Equal(State.Completed, events[^1].State));
        OnceEach(cluster, 40);
    }

    [Fact]
    public async Task A_server_that_stood_still_past_its_lease_does_nothing_that_another_has_done()
    {
        await using var cluster = await ClusterSite.StartAsync(2, "wait");
        var (one, two) = (cluster.Sites[0], cluster.Sites[1]);
        var names = await StartAsync(one, 20, "00:00:03");

        await cluster.StandStillAsync(one);
        var ends = await Task.WhenAll(names.Select(name => two.WatchAsync(name)));
        one.Server.GoOn();
        await cluster.SharesAsync();

        Assert.All(ends, events => Assert.Equal(State.Completed, events[^1].State));
        OnceEach(cluster, 40);
        var after = await StartAsync(one, 5, "00:00:00", "after");
        var seen = await Task.WhenAll(after.Select(name => one.WatchAsync(name)));
        Assert.All(seen, events => Assert.Equal(State.Completed, events[^1].State));
        OnceEach(cluster, 50);
    }

    [Fact]
    public async Task A_server_that_is_stopped_hands_its_work_over()
    {
        await using var cluster = await ClusterSite.StartAsync(2, "wait");
        var (one, two) = (cluster.Sites[0], cluster.Sites[1]);
        var names = await StartAsync(one, 20, "00:00:01");

        Assert.Equal(0, await one.Server.StopAsync());
        var ends = await Task.WhenAll(names.Select(name => two.WatchAsync(name)));

        Assert.All(ends, events => Assert.Equal(State.Completed, events[^1].State));
        OnceEach(cluster, 40);
    }

    [Fact]
    public async Task While_a_server_that_is_stopped_waits_for_one_call_all_else_goes_on_elsewhere()
    {
        await using var cluster = await ClusterSite.StartAsync(2, "wait");
        var (one, two) = (cluster.Sites[0], cluster.Sites[1]);
        var slow = (await one.Activations.StartActivationAsync(
            Order("slow", "00:00:01").With("mail.create-mailbox", "slow-25000"))).Name;
        var names = await StartAsync(one, 10, "00:00:01");

        var stopping = one.Server.StopAsync();
        await one.HealthIsAsync(HealthCheckResponse.Types.ServingStatus.NotServing);
        var ends = await Task.WhenAll(names.Select(name => two.WatchAsync(name)));
        Assert.False(stopping.IsCompleted);
        await one.Server.KillAsync();
        Assert.NotEqual(0, await stopping);
        var last = await two.WatchAsync(slow);

        Assert.All(ends, events => Assert.Equal(State.Completed, events[^1].State));
        Assert.Equal(State.Completed, last[^1].State);
        OnceEach(cluster, 22);
    }

    [Fact]
    public async Task Steps_of_one_lane_never_run_at_the_same_time_whichever_servers_run_them()
    {
        await using var cluster = await ClusterSite.StartAsync(3, "laned");

        var started = await Task.WhenAll(Enumerable.Range(0, 15).Select(number => cluster.Sites[number % 3].Activations.StartActivationAsync(
            Orders.Order("laned", $"lane-{number}", ("address", $"lane-{number}@example.org")).With("mail.create-mailbox", "slow-50")).ResponseAsync));
        await Task.WhenAll(started.Select((one, number) => cluster.Sites[(number + 1) % 3].WatchAsync(one.Name)));

        var spans = (await Task.WhenAll(started.Select(one => SpanAsync(cluster.Sites[0], one.Name))))
            .OrderBy(span => span.From)
            .ToArray();
        Assert.All(
            spans.Zip(spans.Skip(1)),
            pair => Assert.True(pair.First.To <= pair.Second.From, $"{pair.First} overlaps {pair.Second}"));
        Assert.Equal(0, await cluster.ReadAsync("select count(*) from lanes"));
        OnceEach(cluster, 15);
    }

    private static async Task<(DateTime From, DateTime To)> SpanAsync(ServerSite site, string name)
    {
        var events = await site.WatchAsync(name);
        return (events.Last(one => one.Type is "StepStarted" or "StepRequested").Time.ToDateTime(), events.First(
            one => one.Type == "StepSucceeded").Time.ToDateTime());
    }

    private static void OnceEach(ClusterSite cluster, int calls)
    {
        var made = cluster.Calls();
        Assert.All(made, call => Assert.Equal(1, call.Applied));
        Assert.Equal(calls, made.Count);
    }

    private static async Task<string[]> StartAsync(ServerSite site, int count, string pause, string prefix = "order")
    {
        var started = await Task.WhenAll(Enumerable.Range(0, count).Select(
            number => Lost.SendUntilAnsweredAsync(() => site.Activations.StartActivationAsync(Order($"{prefix}-{number}", pause)).ResponseAsync)));
        return [.. started.Select(activation => activation.Name)];
    }

    private static StartActivationRequest Order(string id, string pause) =>
        Orders.Order("wait", id, ("address", $"{id}@example.org"), ("pause", pause));

    private static Decision Because() => new() { Reason = "a test" };
}
