using Grpc.Core;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.TestKit;
using Orchestrator.V1;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Processes;

/// <summary>The database goes away and comes back; and whoever names it works on it.</summary>
public sealed class PostgresTests
{
    private static readonly TimeSpan NoticedMax = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_the_database_is_away_calls_are_UNAVAILABLE_and_everything_goes_on_when_it_is_back(
        bool isKilled)
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var site = new ServerSite(await postgres.CreateDatabaseAsync());
        await site.StartAsync();
        await site.PublishAsync("wait");
        var waiting = Orders.Order("wait", "waiting", ("address", "waiting@example.org"), ("pause", "00:00:01"));
        var name = (await site.Activations.StartActivationAsync(waiting)).Name;
        var slow = Orders.Order("wait", "slow", ("address", "slow@example.org")).With(
            "mail.create-mailbox", "slow-1000");
        var inFlight = (await site.Activations.StartActivationAsync(slow)).Name;
        await site.WatchAsync(name, 0, until: "DelayStarted");

        await (isKilled ? postgres.KillAsync() : postgres.StopAsync());
        var late = Orders.Order("wait", "late", ("address", "late@example.org"));
        var refused = await RefusedAsync(
            () => site.Activations.StartActivationAsync(late, deadline: DateTime.UtcNow + NoticedMax).ResponseAsync);
        var unread = await RefusedAsync(
            () => site.Activations.GetActivationAsync(new GetActivationRequest { Name = name }).ResponseAsync);
        Assert.Equal((StatusCode.Unavailable, StatusCode.Unavailable), (refused.StatusCode, unread.StatusCode));
        Assert.False(site.Server.HasEnded);

        await postgres.StartAgainAsync();
        var lateName = await Lost.SendUntilAnsweredAsync(
            () => site.Activations.StartActivationAsync(late).ResponseAsync);
        var ends = await Task.WhenAll(site.WatchAsync(name), site.WatchAsync(inFlight), site.WatchAsync(lateName.Name));

        Assert.All(ends, events => Assert.Equal(State.Completed, events[^1].State));
        Assert.All(SandboxRecord.Read(site.Sandbox), call => Assert.Equal(1, call.Applied));
        Assert.Equal(6, SandboxRecord.Read(site.Sandbox).Count);
        var again = await site.Activations.StartActivationAsync(late);
        Assert.Equal(lateName.Name, again.Name);
        Assert.False(site.Server.HasEnded);
        Assert.Equal(0, await site.Server.StopAsync());
    }

    [Fact]
    public async Task A_server_told_to_stop_while_the_database_is_away_ends_all_the_same_and_nothing_is_lost()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var site = new ServerSite(await postgres.CreateDatabaseAsync()).With("DrainSeconds", "2");
        await site.StartAsync();
        await site.PublishAsync("wait");
        var order = Orders.Order("wait", "waiting", ("address", "waiting@example.org"), ("pause", "00:00:01"));
        var name = (await site.Activations.StartActivationAsync(order)).Name;
        await site.WatchAsync(name, 0, until: "DelayStarted");

        await postgres.KillAsync();
        Assert.Equal(0, await site.Server.StopAsync());
        await postgres.StartAgainAsync();
        await site.StartAsync();

        Assert.Equal(State.Completed, (await site.WatchAsync(name))[^1].State);
    }

    [Fact]
    public async Task A_second_server_on_the_same_database_with_the_same_key_works_beside_the_first_one()
    {
        var postgres = await PostgresServer.SharedAsync();
        var database = await postgres.CreateDatabaseAsync();
        await using (var site = new ServerSite(database))
        await using (var second = new ServerSite(database).With("SealingKey", Path.Combine(site.Data, "sealing.key")))
        {
            await site.StartAsync();
            await site.PublishAsync("wait");
            var order = Orders.Order("wait", "waiting", ("address", "waiting@example.org"), ("pause", "01:00:00"));
            var name = (await site.Activations.StartActivationAsync(order)).Name;
            await site.WatchAsync(name, 0, until: "DelayStarted");

            await second.StartAsync();
            var here = await site.Activations.GetActivationAsync(new GetActivationRequest { Name = name });
            var there = await second.Activations.GetActivationAsync(new GetActivationRequest { Name = name });
            var nodes = await second.Cluster.ListNodesAsync(new ListNodesRequest());
            string[] ids = [await IdAsync(site), await IdAsync(second)];

            Assert.Equal(here, there);
            Assert.Equal(ids.Order(), nodes.Nodes.Select(node => node.Name).Order());
            Assert.False(site.Server.HasEnded);
            Assert.False(File.Exists(Path.Combine(second.Data, "sealing.key")));
        }

        await postgres.DropDatabaseAsync(database);
    }

    [Fact]
    public async Task A_second_server_with_another_key_is_refused_and_the_first_one_goes_on()
    {
        var postgres = await PostgresServer.SharedAsync();
        var database = await postgres.CreateDatabaseAsync();
        await using (var site = new ServerSite(database))
        await using (var second = new ServerSite(database))
        {
            await site.StartAsync();

            await second.LaunchAsync();
            var code = await second.Server.EndAsync();

            Assert.Equal(2, code);
            Assert.StartsWith(
                "orchestrator-server: Another server works on the same database. It, ",
                Assert.Single(second.Server.Captured.Errors),
                StringComparison.Ordinal);
            Assert.False(site.Server.HasEnded);
            Assert.Empty((await site.Activations.ListActivationsAsync(new ListActivationsRequest())).Activations);
        }

        await postgres.DropDatabaseAsync(database);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_named_in_one_line()
    {
        await using var site = new ServerSite(
            $"Host=127.0.0.1;Port={FreePort.Take()};Username=nobody;Database=nothing");

        await site.LaunchAsync();
        var code = await site.Server.EndAsync();

        Assert.Equal(2, code);
        Assert.Contains("PostgreSQL", Assert.Single(site.Server.Captured.Errors), StringComparison.Ordinal);
    }

    private static async Task<string> IdAsync(ServerSite site) =>
        $"nodes/{(await File.ReadAllTextAsync(Path.Combine(site.Data, "node.id"))).Trim()}";

    private static async Task<RpcException> RefusedAsync<T>(Func<Task<T>> call) =>
        await Assert.ThrowsAsync<RpcException>(call);
}
