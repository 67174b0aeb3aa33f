using System.Net;
using Grpc.Core;
using Orchestrator.Server.Settings;
using Orchestrator.TestKit;
using Orchestrator.V1;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Server;

public sealed class PostgresTests
{
    [Fact]
    public async Task An_activation_goes_on_with_another_server_on_the_same_database()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        string name;
        await using (var first = await StartAsync(database))
        {
            var started = await first.Activations.StartActivationAsync(
                first.Order(await first.PublishAsync(Definitions.Waits)));
            await first.UntilEventAsync(started.Name, "SignalAwaited");
            name = started.Name;
        }

        await using var second = await StartAsync(database);
        await second.Activations.SignalActivationAsync(
            new SignalActivationRequest { Name = name, Signal = "visit-done" });
        var ended = await second.UntilAsync(name, State.Completed);
        var listed = await second.Activations.ListActivationsAsync(
            new ListActivationsRequest
            {
                Filter = new ActivationFilter { States = { State.Completed } },
                View = ActivationView.Full,
            });

        Assert.Equal(State.Completed, ended.State);
        Assert.Equal([ended], listed.Activations);
    }

    [Fact]
    public async Task A_second_start_with_another_sealing_key_is_refused()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var first = await StartAsync(database);
        var id = (await File.ReadAllTextAsync(Path.Combine(first.Folder, "node.id"))).Trim();

        var refused = await Assert.ThrowsAsync<SettingsException>(() => StartAsync(database));

        Assert.Equal(
            $"Another server works on the same database. It, {id}, has another key for sensitive values, and neither "
            + "could read the other's. Give all servers the same key file: SealingKey, or a copy of sealing.key in the "
            + "data folder. If it has died, try again in 10 s.",
            refused.Message);
    }

    [Theory]
    [InlineData("nonsense", "--database is no connection string: ")]
    [InlineData("Host=127.0.0.1;Port=1;Database=none;Timeout=2", "The database cannot be used. ")]
    public async Task A_database_that_cannot_be_used_is_refused(string database, string message)
    {
        var refused = await Assert.ThrowsAsync<SettingsException>(() => StartAsync(database));

        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task While_the_database_is_away_calls_are_told_so_and_afterwards_everything_goes_on()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var server = await StartAsync(await postgres.CreateDatabaseAsync());
        var workflow = await server.PublishAsync(Definitions.Waits);
        var started = await server.Activations.StartActivationAsync(server.Order(workflow));
        await server.UntilEventAsync(started.Name, "SignalAwaited");

        await postgres.KillAsync();
        Refused[] refused =
        [
            await Refused.ByAsync(server.Activations.StartActivationAsync(server.Order(workflow))),
            await Refused.ByAsync(
                server.Activations.GetActivationAsync(new GetActivationRequest { Name = started.Name })),
            await Refused.ByAsync(server.Activations.ListActivationsAsync(new ListActivationsRequest())),
            await Refused.ByAsync(server.Activations.SignalActivationAsync(
                new SignalActivationRequest { Name = started.Name, Signal = "x" })),
            await Refused.ByAsync(server.Workflows.GetWorkflowAsync(new GetWorkflowRequest { Name = workflow })),
            await Refused.ByAsync(
                server.Workflows.PublishWorkflowAsync(new PublishWorkflowRequest { Content = Definitions.TwoSteps })),
        ];
        var health = await server.Http.GetAsync("/health");
        await postgres.StartAgainAsync();
        await UntilHealthyAsync(server);
        await server.Activations.SignalActivationAsync(
            new SignalActivationRequest { Name = started.Name, Signal = "visit-done" });

        Assert.All(refused, one => Assert.Equal((StatusCode.Unavailable, "UNAVAILABLE"), (one.Code, one.Reason)));
        Assert.All(refused, one => Assert.NotNull(one.RetryAfter));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal(State.Completed, (await server.UntilAsync(started.Name, State.Completed)).State);
    }

    private static Task<RunningServer> StartAsync(string database) =>
        RunningServer.StartAsync(settings => settings with { Database = database });

    private static async Task UntilHealthyAsync(RunningServer server)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await server.Http.GetAsync("/health", patience.Token)).StatusCode != HttpStatusCode.OK)
            await Task.Yield();
    }
}
