using System.Diagnostics;
using Orchestrator.Tests.EndToEnd.Processes;
using Orchestrator.V1;
using AdapterState = Orchestrator.V1.Adapter.Types.State;
using Kind = Orchestrator.V1.StepDelay.Types.Kind;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Cluster;

/// <summary>An operator holds an adapter at one node, and all hold it.</summary>
public sealed class HoldAdapterTests
{
    [Fact]
    public async Task A_hold_at_one_node_stops_the_calls_of_the_other_every_node_says_why_and_a_release_lets_them_go_on()
    {
        await using var cluster = await ClusterSite.StartAsync(2, "wait");
        var (one, two) = (cluster.Sites[0], cluster.Sites[1]);
        await one.Adapters.HoldAdapterAsync(
            new HoldAdapterRequest { Name = "adapters/mail", RequestId = "hold", Decision = Because("new disks") });
        await UntilAsync(two, adapter => adapter.Nodes.All(node => node.Held));

        var started = await StartAsync(two, 4);
        var there = await Task.WhenAll(started.Select(name => DelayAsync(two, name)));
        var here = await Task.WhenAll(started.Select(name => DelayAsync(one, name)));
        var waiting = await UntilAsync(one, adapter => adapter.CallsWaiting == 4);
        var callsMeanwhile = cluster.Calls().Count;
        await two.Adapters.ReleaseAdapterAsync(
            new ReleaseAdapterRequest { Name = "adapters/mail", RequestId = "release", Decision = Because("they are in") });
        var ends = await Task.WhenAll(started.Select(name => one.WatchAsync(name)));
        var released = await UntilAsync(one, adapter => adapter.Nodes.All(node => !node.Held));

        Assert.All([.. there, .. here], delay => Assert.Equal(
            (Kind.Held, "anonymous holds the adapter 'mail': new disks"), (delay.Kind, delay.Message)));
        Assert.Equal((AdapterState.Held, 2, 0), (waiting.State, waiting.Nodes.Count, waiting.CallsInFlight));
        Assert.Equal(0, callsMeanwhile);
        Assert.All(ends, events => Assert.Equal(State.Completed, events[^1].State));
        Assert.Equal((AdapterState.Ready, 2), (released.State, released.Decisions.Count));
        Assert.All(cluster.Calls(), call => Assert.Equal(1, call.Applied));
    }

    private static async Task<IReadOnlyList<string>> StartAsync(ServerSite site, int count)
    {
        var names = new List<string>();
        for (var number = 0; number < count; number++)
        {
            var order = Orders.Order("wait", $"order-{number}", ("address", $"{number}@example.org"));
            names.Add((await site.Activations.StartActivationAsync(order)).Name);
        }

        return names;
    }

    private static async Task<Adapter> UntilAsync(ServerSite site, Func<Adapter, bool> holds)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            var now = await site.Adapters.GetAdapterAsync(new GetAdapterRequest { Name = "adapters/mail" });
            if (holds(now))
                return now;
            Assert.True(waited.Elapsed < ServerSite.StartMax, $"It is {now}.");
        }
    }

    private static async Task<StepDelay> DelayAsync(ServerSite site, string activation)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            var now = await site.Activations.GetActivationAsync(
                new GetActivationRequest { Name = activation, View = ActivationView.Full });
            if (now.Steps.FirstOrDefault(static step => step.Delay is not null) is { } step)
                return step.Delay;
            Assert.True(waited.Elapsed < ServerSite.StartMax, $"No step waits. The server wrote:\n{site.Server.Captured}");
        }
    }

    private static Decision Because(string reason) => new() { Reason = reason };
}
