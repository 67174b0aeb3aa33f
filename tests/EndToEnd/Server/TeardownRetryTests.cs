using System.Diagnostics;
using Orchestrator.Server.Scheduling;
using Orchestrator.TestKit;
using Orchestrator.V1;
using Action = Orchestrator.V1.Action;
using ServiceState = Orchestrator.V1.Service.Types.State;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Server;

/// <summary>What a teardown left is given back by the server itself, without anybody asking.</summary>
public sealed class TeardownRetryTests
{
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_nobody_knew_of_a_call_is_undone_by_a_retry_and_the_service_ends(bool onPostgres)
    {
        using var files = new DoubtFiles(canUndo: true);
        await using var server = await StartAsync(files, onPostgres);
        var given = await ProvisionAsync(server, "unknown-done");
        await server.UntilAsync(given.Name, State.Fallout);
        await server.Activations.ResolveFalloutAsync(new ResolveFalloutRequest
        {
            Name = given.Name,
            RequestId = server.NewRequestId(),
            Step = "reserve",
            Resolution = FalloutDecision.Abandon,
            Decision = new Decision { Reason = "the customer does not wait" },
        });

        var ended = await UntilTerminatedAsync(server, given.Service);

        var retry = await server.Activations.GetActivationAsync(new GetActivationRequest { Name = ended.Activation });
        var timeline = await server.Inventory.GetTimelineAsync(new GetTimelineRequest { Customer = "C-7" });
        Assert.Equal((Action.Deprovision, State.Completed), (retry.Action, retry.State));
        Assert.Contains(
            (retry.Name, "orchestrator/teardown-retry"),
            timeline.Entries.Select(static one => (one.Activation, one.Actor)));
        var undo = Assert.Single(retry.Steps);
        Assert.Equal(("undo-reserve", "release-port", Step.Types.State.Succeeded), (undo.Id, undo.Operation, undo.State));
        Assert.Empty(ended.Resources);
        await server.UntilAsync((await ProvisionAsync(server, "")).Name, State.Completed);
    }

    [Fact]
    public async Task What_a_deprovisioning_forgot_is_given_back_by_a_retry()
    {
        using var files = new DoubtFiles(canUndo: true);
        await using var server = await StartAsync(files, onPostgres: false);
        var given = await server.UntilAsync((await ProvisionAsync(server, "")).Name, State.Completed);
        var forgetful = await server.Activations.StartActivationAsync(new StartActivationRequest
        {
            RequestId = server.NewRequestId(),
            Action = Action.Deprovision,
            Customer = "C-7",
            Service = given.Service,
        });
        await server.UntilAsync(forgetful.Name, State.Completed);

        var ended = await UntilTerminatedAsync(server, given.Service);

        Assert.NotEqual(forgetful.Name, ended.Activation);
        Assert.Empty(ended.Resources);
    }

    /// <summary>Incomplete teardowns are looked for each second, and tried again after one.</summary>
    private static async Task<RunningServer> StartAsync(DoubtFiles files, bool onPostgres)
    {
        var second = TimeSpan.FromSeconds(1);
        var database = onPostgres ? await (await PostgresServer.SharedAsync()).CreateDatabaseAsync() : null;
        return await RunningServer.StartAsync(settings => settings with
        {
            Workflows = files.Folder,
            Database = database ?? settings.Database,
            TeardownRetryAfter = second,
            Recurring = new Dictionary<string, Recurrence> { ["teardown-retries"] = Recurrence.Every(second) },
        });
    }

    private static async Task<Activation> ProvisionAsync(RunningServer server, string fault)
    {
        var order = new StartActivationRequest
        {
            RequestId = server.NewRequestId(),
            Action = Action.Provision,
            Customer = "C-7",
            Product = "line",
        };
        if (fault.Length > 0)
            order.Labels["sandbox.step.reserve"] = fault;
        return await server.Activations.StartActivationAsync(order);
    }

    private static async Task<Service> UntilTerminatedAsync(RunningServer server, string name)
    {
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            var service = await server.Inventory.GetServiceAsync(new GetServiceRequest { Name = name });
            if (service.State == ServiceState.Terminated)
                return service;

            Assert.True(patience.Elapsed < PatienceMax, $"It is {service} after {patience.Elapsed}.");
        }
    }
}
