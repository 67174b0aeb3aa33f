using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Orchestrator.Server.Hosting;
using Orchestrator.Server.Settings;
using Orchestrator.TestKit;
using Orchestrator.V1;
using Action = Orchestrator.V1.Action;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Server;

/// <summary>
/// Orders that were checked when their service allowed them, and become durable when it is another one: held in between,
/// on each database, and where another node has made the service another one.
/// </summary>
public sealed class LateOrderTests : IDisposable
{
    private readonly ProductFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("SQLite", Action.Suspend)]
    [InlineData("SQLite", Action.Change)]
    [InlineData("SQLite", Action.Deprovision)]
    [InlineData("PostgreSQL", Action.Suspend)]
    [InlineData("PostgreSQL", Action.Change)]
    [InlineData("PostgreSQL", Action.Deprovision)]
    public async Task An_order_whose_service_ended_after_it_was_checked_is_refused_as_if_it_had_come_after(
        string database, Action action)
    {
        var (server, journal) = await StartAsync(await DatabaseAsync(database));
        await using var _ = server;

        await TryAsync(server, server, journal, action);
    }

    [Fact]
    public async Task An_order_whose_service_ended_at_another_node_is_refused_the_same()
    {
        var database = await DatabaseAsync("PostgreSQL");
        var (server, journal) = await StartAsync(database);
        await using var first = server;
        var (second, _) = await StartAsync(database, Path.Combine(server.Folder, "sealing.key"));
        await using var other = second;

        await TryAsync(server, second, journal, Action.Suspend);
    }

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task An_order_that_the_service_as_it_has_become_still_allows_is_carried_out_on_that(string database)
    {
        var (server, journal) = await StartAsync(await DatabaseAsync(database));
        await using var _ = server;
        var service = (await RunAsync(server, Action.Provision, "")).Service;
        var check = journal.HoldNextCheck();
        var late = server.Activations.StartActivationAsync(Order(Action.Suspend, service)).ResponseAsync;
        await check.HasReadAsync();

        await RunAsync(server, Action.Change, service, "dev-2");
        check.Release();
        await server.UntilAsync((await late).Name, State.Completed);

        var held = (await journal.FindServiceAsync(service["services/".Length..], default))!;
        Assert.Equal((Core.Sagas.ServiceState.Suspended, "dev-2"), (held.State, held.Input["device"].AsString));
    }

    private static async Task TryAsync(RunningServer server, RunningServer ends, HeldJournal journal, Action action)
    {
        var service = (await RunAsync(server, Action.Provision, "")).Service;
        var order = Order(action, service);
        var check = journal.HoldNextCheck();
        var late = server.Activations.StartActivationAsync(order);
        await check.HasReadAsync();

        var end = await RunAsync(ends, Action.Deprovision, service);
        check.Release();
        var refused = await Refused.ByAsync(late);
        var plain = await Refused.ByAsync(server.Activations.StartActivationAsync(Order(action, service)));
        var listed = await server.Activations.ListActivationsAsync(
            new ListActivationsRequest { Filter = new ActivationFilter { Service = service } });
        var shown = await server.Inventory.GetServiceAsync(new GetServiceRequest { Name = service });
        var reused = await server.Activations.StartActivationAsync(Order(Action.Provision, "", id: order.RequestId));

        Assert.Equal((StatusCode.FailedPrecondition, "WRONG_SERVICE_STATE"), (refused.Code, refused.Reason));
        Assert.Equal((plain.Reason, plain.Message), (refused.Reason, refused.Message));
        Assert.Equal(plain.Preconditions, refused.Preconditions);
        Assert.Equal("Terminated", refused.Metadata["state"]);
        Assert.Equal(2, listed.Activations.Count);
        Assert.Equal((Service.Types.State.Terminated, end.Name), (shown.State, shown.Activation));
        Assert.NotEqual(service, reused.Service);
    }

    private static async Task<string?> DatabaseAsync(string database) =>
        database == "SQLite" ? null : await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();

    private async Task<(RunningServer Server, HeldJournal Journal)> StartAsync(string? database, string? key = null)
    {
        HeldJournal? held = null;
        var server = await RunningServer.StartAsync(
            settings => settings with { Workflows = _files.Folder, Database = database, SealingKey = key },
            folder: null,
            async settings =>
            {
                var stores = await Database.OpenAsync(settings);
                return stores with { Journal = held = new HeldJournal(stores.Journal) };
            });
        return (server, held!);
    }

    private static async Task<Activation> RunAsync(RunningServer server, Action action, string service, string device = "dev-1")
    {
        var order = Order(action, service, device);
        order.Wait = Duration.FromTimeSpan(TimeSpan.FromSeconds(30));
        var ended = await server.Activations.StartActivationAsync(order);
        Assert.Equal(State.Completed, ended.State);
        return ended;
    }

    private static StartActivationRequest Order(
        Action action, string service, string device = "dev-1", string? id = null) => new()
        {
            RequestId = id ?? Guid.NewGuid().ToString(),
            Action = action,
            Customer = "C-1",
            Product = action is Action.Provision or Action.Change ? "line" : "",
            Service = service,
            Input = new Struct
            {
                Fields = { ["device"] = Value.ForString(device), ["pin"] = Value.ForString("1234") },
            },
        };
}
