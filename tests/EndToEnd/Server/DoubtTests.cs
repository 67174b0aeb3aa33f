using Google.Protobuf.WellKnownTypes;
using Orchestrator.TestKit;
using Orchestrator.V1;
using Action = Orchestrator.V1.Action;
using Certainty = Orchestrator.V1.ServiceResource.Types.Certainty;
using ServiceState = Orchestrator.V1.Service.Types.State;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Server;

/// <summary>What came of a call nobody knows: no service ends over it.</summary>
public sealed class DoubtTests : IDisposable
{
    private static readonly Decision Because = new() { Reason = "looked at the device" };

    private readonly DoubtFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_service_whose_call_was_lost_does_not_end_before_a_person_has_decided(bool onPostgres)
    {
        await using var server = await StartAsync(onPostgres);
        var given = await GiveUpAsync(server, "unknown-done");

        var held = await GetAsync(server, given.Service);
        var ended = await server.Activations.StartActivationAsync(Deprovision(server, given));
        var left = await GetAsync(server, given.Service);
        var doubt = Assert.Single(left.Resources);
        var before = await server.Inventory.GetTimelineAsync(new GetTimelineRequest { Customer = "C-7" });
        var resolved = await server.Inventory.ResolveTeardownAsync(Resolution(server, given.Service, doubt));

        var key = $"{given.Name["activations/".Length..]}/reserve/do";
        Assert.Equal(
            ("network", "unknown-call", key, Certainty.PossiblyHeld, "reserve", key),
            (doubt.Adapter, doubt.Kind, doubt.ExternalId, doubt.Certainty, doubt.Step, doubt.IdempotencyKey));
        Assert.Equal("access-1/7", doubt.Attributes["port"]);
        Assert.Equal(doubt, Assert.Single(held.Resources));
        Assert.Equal((State.Completed, ServiceState.TeardownIncomplete), (ended.State, left.State));
        Assert.Equal(
            $"It was to end, and may still hold something. 1 resource is left. What came of call {key} is not known.",
            left.StateReason);
        Assert.Equal((ServiceState.Terminated, 0), (resolved.State, resolved.ResourcesLeft));
        Assert.Equal(ServiceState.Terminated, (await GetAsync(server, given.Service)).State);
        var after = await server.Inventory.GetTimelineAsync(new GetTimelineRequest { Customer = "C-7" });
        Assert.Contains(
            $"anonymous decided that what call {key} may have made was released by hand: looked at the device. "
                + $"{given.Service} is terminated.",
            after.Entries.Select(static one => one.Summary));
        Assert.Contains(before.Entries, one => one.Summary.EndsWith($"What came of call {key} is not known.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_person_has_done_is_held_as_if_the_engine_had_done_it(bool onPostgres)
    {
        await using var server = await StartAsync(onPostgres);
        var fallen = await FallAsync(server, "fail");

        await server.Activations.ResolveFalloutAsync(Resolve(server, fallen, FalloutDecision.Complete));
        var completed = await server.UntilAsync(fallen.Name, State.Completed);
        var held = await GetAsync(server, completed.Service);
        await server.Activations.StartActivationAsync(Deprovision(server, completed));
        var left = await GetAsync(server, completed.Service);
        var decided = await server.Inventory.ResolveTeardownAsync(
            Resolution(server, completed.Service, Assert.Single(left.Resources)));

        var port = Assert.Single(held.Resources);
        Assert.Equal(
            ("port", "access-1/7", Certainty.Held, "reserve", ServiceState.Active),
            (port.Kind, port.ExternalId, port.Certainty, port.Step, held.State));
        Assert.Equal((ServiceState.TeardownIncomplete, [port]), (left.State, left.Resources));
        Assert.Equal(ServiceState.Terminated, decided.State);
    }

    [Fact]
    public async Task An_audit_tells_of_a_call_of_which_nobody_knows_once_and_not_of_what_it_may_have_made()
    {
        await using var server = await StartAsync(onPostgres: false);
        var given = await GiveUpAsync(server, "unknown-done");

        var found = await AuditAsync(server);

        var doubt = Assert.Single(found, static one => one.Kind == Finding.Types.Kind.UnknownEffect);
        Assert.Equal(("adapters/network", given.Service, given.Name), (doubt.Adapter, doubt.Service, doubt.Activation));
        Assert.DoesNotContain(found, static one => one.Kind is Finding.Types.Kind.OrphanResource or Finding.Types.Kind.MissingResource);
        Assert.Contains(
            "network holds port 'access-1/7', which it makes and no service has.",
            doubt.Evidence.Select(static one => one.Text));
    }

    [Fact]
    public async Task An_audit_settles_a_call_that_made_nothing_and_ends_the_service_that_waited_for_it()
    {
        await using var server = await StartAsync(onPostgres: false);
        var given = await GiveUpAsync(server, "unknown");

        var found = await AuditAsync(server);

        var service = await GetAsync(server, given.Service);
        Assert.DoesNotContain(found, static one => one.Kind == Finding.Types.Kind.UnknownEffect);
        Assert.Equal(ServiceState.Terminated, service.State);
        var timeline = await server.Inventory.GetTimelineAsync(new GetTimelineRequest { Customer = "C-7" });
        Assert.Contains(timeline.Entries, static one => one.Summary.StartsWith(
            "orchestrator/audit decided that what call", StringComparison.Ordinal));
    }

    private async Task<RunningServer> StartAsync(bool onPostgres)
    {
        var database = onPostgres ? await (await PostgresServer.SharedAsync()).CreateDatabaseAsync() : null;
        return await RunningServer.StartAsync(settings =>
            settings with { Workflows = _files.Folder, Database = database ?? settings.Database });
    }

    /// <summary>A provisioning whose only step meets a fault, until it needs a person.</summary>
    private static async Task<Activation> FallAsync(RunningServer server, string fault)
    {
        var order = new StartActivationRequest
        {
            RequestId = server.NewRequestId(),
            Action = Action.Provision,
            Customer = "C-7",
            Product = "line",
            Labels = { ["sandbox.step.reserve"] = fault },
        };
        var started = await server.Activations.StartActivationAsync(order);
        return await server.UntilAsync(started.Name, State.Fallout);
    }

    /// <summary>Nobody knows whether the port was reserved, and a person gives the provisioning up.</summary>
    private static async Task<Activation> GiveUpAsync(RunningServer server, string fault)
    {
        var fallen = await FallAsync(server, fault);
        await server.Activations.ResolveFalloutAsync(Resolve(server, fallen, FalloutDecision.Abandon));
        return await server.UntilAsync(fallen.Name, State.Abandoned);
    }

    private static ResolveFalloutRequest Resolve(RunningServer server, Activation of, FalloutDecision decision) => new()
    {
        Name = of.Name,
        RequestId = server.NewRequestId(),
        Step = "reserve",
        Resolution = decision,
        Decision = Because,
    };

    private static StartActivationRequest Deprovision(RunningServer server, Activation of) => new()
    {
        RequestId = server.NewRequestId(),
        Action = Action.Deprovision,
        Customer = "C-7",
        Service = of.Service,
        Wait = Duration.FromTimeSpan(TimeSpan.FromSeconds(30)),
    };

    private static ResolveTeardownRequest Resolution(RunningServer server, string service, ServiceResource resource) => new()
    {
        Name = service,
        RequestId = server.NewRequestId(),
        Resolution = TeardownResolution.ReleasedByHand,
        Decision = Because,
        Resources = { new ResourceName { Adapter = resource.Adapter, Kind = resource.Kind, ExternalId = resource.ExternalId } },
    };

    private static async Task<Service> GetAsync(RunningServer server, string name) =>
        await server.Inventory.GetServiceAsync(new GetServiceRequest { Name = name });

    private static async Task<IReadOnlyList<Finding>> AuditAsync(RunningServer server)
    {
        var audits = new AuditService.AuditServiceClient(server.Channel);
        var started = await audits.StartAuditAsync(
            new StartAuditRequest { RequestId = server.NewRequestId(), Decision = Because });
        using var watch = audits.WatchAudit(
            new WatchAuditRequest { Name = started.Name }, deadline: DateTime.UtcNow.AddSeconds(30));
        while (await watch.ResponseStream.MoveNext(CancellationToken.None))
        {
        }

        return (await audits.ListFindingsAsync(new ListFindingsRequest())).Findings;
    }
}
