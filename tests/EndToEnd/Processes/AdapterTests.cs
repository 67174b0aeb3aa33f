using System.Diagnostics;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.TestKit;
using Orchestrator.V1;
using AdapterState = Orchestrator.V1.Adapter.Types.State;
using Kind = Orchestrator.V1.StepDelay.Types.Kind;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Processes;

/// <summary>What stands around adapters, in servers that are killed, on either database.</summary>
public sealed class AdapterTests
{
    private static readonly GetAdapterRequest Mail = new() { Name = "adapters/mail" };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_hold_is_there_when_the_server_that_was_killed_is_started_again(bool onPostgres)
    {
        await using var place = await Place.CreateAsync(onPostgres);
        var site = place.Site;
        await site.StartAsync();
        await site.PublishAsync("wait");
        await site.Adapters.HoldAdapterAsync(
            new HoldAdapterRequest { Name = Mail.Name, RequestId = "hold", Decision = Because("new disks") });
        var name = (await site.Activations.StartActivationAsync(Order("one"))).Name;
        await DelayAsync(site, name);

        await site.Server.KillAsync();
        await site.StartAsync();
        var held = await site.Adapters.GetAdapterAsync(Mail);
        var delay = await DelayAsync(site, name);
        var callsMeanwhile = SandboxRecord.Read(site.Sandbox).Count;
        await site.Adapters.ReleaseAdapterAsync(
            new ReleaseAdapterRequest { Name = Mail.Name, RequestId = "release", Decision = Because("they are in") });
        var events = await site.WatchAsync(name);

        Assert.Equal((AdapterState.Held, "anonymous holds it: new disks"), (held.State, held.StateReason));
        Assert.Equal((Kind.Held, "anonymous holds the adapter 'mail': new disks"), (delay.Kind, delay.Message));
        Assert.Equal(0, callsMeanwhile);
        Assert.Equal(State.Completed, events[^1].State);
        Assert.All(SandboxRecord.Read(site.Sandbox), call => Assert.Equal(1, call.Applied));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_circuit_that_a_failing_system_opens_is_shown_and_closes_again_and_no_attempt_is_used_up(
        bool onPostgres)
    {
        await using var place = await Place.CreateAsync(onPostgres);
        var site = place.Site
            .With("Adapters__mail__CircuitCallsMin", "2")
            .With("Adapters__mail__CircuitFailureRatio", "0.5")
            .With("Adapters__mail__CircuitBreakSeconds", "3");
        await site.StartAsync();
        await site.PublishAsync("wait");
        var order = Order("one").With("mail.send", "fail-2");

        var name = (await site.Activations.StartActivationAsync(order)).Name;
        var second = Order("two").With("mail.send", "fail-2");
        var other = (await site.Activations.StartActivationAsync(second)).Name;
        var open = await AdapterAsync(site, static adapter => adapter.State == AdapterState.CircuitOpen);
        var late = (await site.Activations.StartActivationAsync(Order("three"))).Name;
        var delay = await DelayAsync(site, late);
        State[] ends =
        [
            (await site.WatchAsync(name))[^1].State,
            (await site.WatchAsync(other))[^1].State,
            (await site.WatchAsync(late))[^1].State,
        ];
        var closed = await site.Adapters.GetAdapterAsync(Mail);
        var last = await site.Activations.GetActivationAsync(
            new GetActivationRequest { Name = late, View = ActivationView.Full });

        Assert.True(open.Nodes[0].CircuitOpen);
        Assert.Contains("Its calls fail in 1 of 1 nodes with ", open.StateReason, StringComparison.Ordinal);
        Assert.Equal(Kind.CircuitOpen, delay.Kind);
        Assert.StartsWith("Calls to the adapter 'mail' fail", delay.Message, StringComparison.Ordinal);
        Assert.Equal([State.Completed, State.Completed, State.Completed], ends);
        Assert.Equal((AdapterState.Ready, false), (closed.State, closed.Nodes[0].CircuitOpen));
        Assert.Equal(4, closed.Errors.Sum(error => error.Count));
        Assert.All(last.Steps, step => Assert.Equal(1, step.Attempts));
    }

    private static async Task<StepDelay> DelayAsync(ServerSite site, string activation)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            var now = await site.Activations.GetActivationAsync(
                new GetActivationRequest { Name = activation, View = ActivationView.Full });
            if (now.Steps.FirstOrDefault(static step => step.Delay is not null) is { } step)
                return step.Delay;
            Assert.True(waited.Elapsed < ServerSite.StartMax, $"No step waits. The server wrote:\n{site.Server.Captured}");
        }
    }

    private static async Task<Adapter> AdapterAsync(ServerSite site, Func<Adapter, bool> holds)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            var now = await site.Adapters.GetAdapterAsync(Mail);
            if (holds(now))
                return now;
            Assert.True(waited.Elapsed < ServerSite.StartMax, $"It is {now}.");
        }
    }

    private static StartActivationRequest Order(string id) =>
        Orders.Order("wait", id, ("address", $"{id}@example.org"));

    private static Decision Because(string reason) => new() { Reason = reason };

    /// <summary>A site, and its database where it has one.</summary>
    private sealed class Place(ServerSite site, PostgresServer? postgres) : IAsyncDisposable
    {
        public ServerSite Site => site;

        public static async Task<Place> CreateAsync(bool onPostgres)
        {
            var postgres = onPostgres ? await PostgresServer.SharedAsync() : null;
            var database = postgres is null ? null : await postgres.CreateDatabaseAsync();
            return new Place(new ServerSite(database).With("LeaseSeconds", "3"), postgres);
        }

        public async ValueTask DisposeAsync()
        {
            await site.DisposeAsync();
            if (postgres is not null)
                await postgres.DropDatabaseAsync(site.Database!);
        }
    }
}
