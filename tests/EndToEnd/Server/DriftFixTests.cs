using Google.Protobuf.WellKnownTypes;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.Server.Settings;
using Orchestrator.V1;
using Action = Orchestrator.V1.Action;
using FindingState = Orchestrator.V1.Finding.Types.State;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Server;

/// <summary>
/// What a system holds otherwise than the ledger has it is made anew: found, fixed and resolved, or left as it is where that
/// would be wrong.
/// </summary>
public sealed class DriftFixTests : IAsyncLifetime
{
    private const string Address = "ada@example.com";
    private static readonly Decision Because = new() { Reason = "put it right", Ticket = "T-1" };
    private RunningServer _server = null!;
    private string _service = "";

    private AuditService.AuditServiceClient Audits => new(_server.Channel);

    public async Task InitializeAsync()
    {
        _server = await RunningServer.StartAsync(With());
        _service = (await OrderAsync(Action.Provision, State.Completed)).Service;
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task What_differs_is_made_anew_once_and_the_next_audit_resolves_it()
    {
        await MakeOtherwiseAsync(quotaMb: 5);
        var found = await FindAsync();
        var request = new StartFixRequest { Name = found.Name, RequestId = "fix", Decision = Because };

        var fix = await Audits.StartFixAsync(request);
        var again = await Audits.StartFixAsync(request);
        await _server.UntilAsync(fix.Activation.Name, State.Completed);
        var later = await Audits.StartFixAsync(request);
        var audit = await _server.AuditAsync();

        Assert.Equal(
            (Finding.Types.Kind.Drift, "adapters/mail", "mailbox", Address, _service),
            (found.Kind, found.Adapter, found.ResourceKind, found.ExternalId, found.Service));
        Assert.Contains("quota_mb is '5' there and '1000' in the ledger", found.Summary, StringComparison.Ordinal);
        Assert.Contains("delete-mailbox, and then create-mailbox", found.Fix.Summary, StringComparison.Ordinal);
        Assert.Equal(FindingState.FixStarted, fix.Finding.State);
        Assert.Equal((fix.Activation.Name, fix.Activation.Name), (again.Activation.Name, later.Activation.Name));
        Assert.Equal(Audit.Types.State.Complete, audit.State);
        Assert.Equal(FindingState.Resolved, (await ShowAsync(found)).State);
        Assert.Empty(await _server.FindingsAsync());
        Assert.Equal(1, Calls(fix.Activation, "delete-mailbox"));
        Assert.Equal(1, Calls(fix.Activation, "create-mailbox"));
        await RefusedAsync("REQUEST_ID_REUSED", new StartFixRequest
        {
            Name = found.Name,
            RequestId = "fix",
            Decision = new Decision { Reason = "another reason" },
        });
    }

    [Fact]
    public async Task What_was_made_anew_can_differ_be_fixed_and_be_rolled_back_again_and_ends_with_its_service()
    {
        await MakeOtherwiseAsync(quotaMb: 5);
        await FixAsync(await FindAsync(), State.Completed);
        await MakeOtherwiseAsync(quotaMb: 7);

        var second = await FindAsync();
        Assert.Equal(FindingState.Open, second.State);
        Assert.Contains("quota_mb is '7' there", second.Summary, StringComparison.Ordinal);
        var fix = await FixAsync(second, State.Completed);
        await _server.Activations.RollbackActivationAsync(
            new RollbackActivationRequest { Name = fix.Name, RequestId = "back", Decision = Because });
        await _server.UntilAsync(fix.Name, State.RolledBack);
        await _server.AuditAsync();
        Assert.Empty(await _server.FindingsAsync());
        var ended = await OrderAsync(Action.Deprovision, State.Completed);

        Assert.Equal(Service.Types.State.Terminated, (await _server.Inventory.GetServiceAsync(
            new GetServiceRequest { Name = ended.Service })).State);
        await _server.AuditAsync();
        Assert.Empty(await _server.FindingsAsync());
    }

    [Fact]
    public async Task A_fix_whose_call_fails_waits_for_a_person_and_its_finding_stays_until_it_is_done()
    {
        await MakeOtherwiseAsync(quotaMb: 5);
        var found = await FindAsync();
        _server = await _server.RestartAsync(With(("mail.create-mailbox", "fail")));

        var fix = await FixAsync(found, State.Fallout);
        await _server.AuditAsync();
        var during = await ShowAsync(found);
        await RefusedAsync(
            "NO_FIX", new StartFixRequest { Name = found.Name, RequestId = "another", Decision = Because });
        _server = await _server.RestartAsync(With());
        await _server.Activations.ResolveFalloutAsync(new ResolveFalloutRequest
        {
            Name = fix.Name,
            Step = "create-mailbox",
            RequestId = "again",
            Decision = Because,
            Resolution = FalloutDecision.Retry,
        });
        await _server.UntilAsync(fix.Name, State.Completed);
        await _server.AuditAsync();

        Assert.Equal((FindingState.FixStarted, fix.Name), (during.State, during.FixActivation));
        Assert.Equal(FindingState.Resolved, (await ShowAsync(found)).State);
        Assert.Empty(await _server.FindingsAsync());
    }

    [Fact]
    public async Task A_fix_that_failed_can_be_rolled_back_and_the_customer_has_what_there_was()
    {
        await MakeOtherwiseAsync(quotaMb: 5);
        var found = await FindAsync();
        _server = await _server.RestartAsync(With(("mail.create-mailbox", "fail")));
        var fix = await FixAsync(found, State.Fallout);
        _server = await _server.RestartAsync(With());

        await _server.Activations.RollbackActivationAsync(
            new RollbackActivationRequest { Name = fix.Name, RequestId = "back", Decision = Because });
        await _server.UntilAsync(fix.Name, State.RolledBack);
        await _server.AuditAsync();

        var resources = await _server.Inventory.ListResourcesAsync(
            new ListResourcesRequest { Service = _service });
        Assert.Contains(resources.Resources, static one => one.ExternalId == Address);
        Assert.Empty(await _server.FindingsAsync());
    }

    [Fact]
    public async Task A_fix_is_refused_while_its_service_is_worked_on_and_nothing_is_recorded()
    {
        await MakeOtherwiseAsync(quotaMb: 5);
        var found = await FindAsync();
        var visit = await _server.PublishAsync(Definitions.Sequence("", Definitions.Event("visit", "done")));
        var open = await _server.Activations.StartActivationAsync(
            _server.Order(visit, order => order.Service = _service));
        var request = new StartFixRequest { Name = found.Name, RequestId = "fix", Decision = Because };

        await RefusedAsync("SERVICE_BUSY", request);
        var refused = await ShowAsync(found);
        await _server.Activations.SignalActivationAsync(
            new SignalActivationRequest { Name = open.Name, Signal = "done" });
        await _server.UntilAsync(open.Name, State.Completed);
        var fix = await Audits.StartFixAsync(request);
        await _server.UntilAsync(fix.Activation.Name, State.Completed);

        Assert.Equal(FindingState.Open, refused.State);
        Assert.Equal(FindingEvent.Types.Type.Opened, Assert.Single(refused.Events).Type);
    }

    [Fact]
    public async Task What_was_made_anew_meanwhile_is_not_destroyed_by_an_old_finding()
    {
        await MakeOtherwiseAsync(quotaMb: 5);
        var found = await FindAsync();
        var anew = await _server.PublishAsync(Definitions.Sequence(
            "", Mail("delete-mailbox"), Mail("create-mailbox", """, "customer": "C-1", "quotaMb": 1000""")));
        var other = await _server.RunAsync(anew, order => order.Service = _service);
        Assert.Equal(State.Completed, other.State);

        var shown = await ShowAsync(found);
        await RefusedAsync("NO_FIX", new StartFixRequest { Name = found.Name, RequestId = "fix", Decision = Because });
        await _server.AuditAsync();

        Assert.Null(shown.Fix.Request);
        Assert.Contains("after the audit saw this", shown.Fix.Summary, StringComparison.Ordinal);
        Assert.Equal(FindingState.Resolved, (await ShowAsync(found)).State);
        await RefusedAsync(
            "FINDING_RESOLVED", new StartFixRequest { Name = found.Name, RequestId = "later", Decision = Because });
    }

    [Fact]
    public async Task What_no_service_had_is_not_released_once_a_service_has_it()
    {
        await _server.RunAsync(await _server.PublishAsync(Definitions.Sequence("", Mail("delete-mailbox"))));
        await _server.RunAsync(await _server.PublishAsync(
            Definitions.Sequence("", Mail("create-mailbox", """, "customer": "C-1" """, "bob@example.com"))));
        await _server.AuditAsync();
        var orphan = Assert.Single(await _server.FindingsAsync(), static one => one.ExternalId == "bob@example.com");
        var takes = await _server.PublishAsync(Definitions.Sequence(
            "",
            Mail("delete-mailbox", address: "bob@example.com"),
            Mail("create-mailbox", """, "customer": "C-1" """, "bob@example.com")));
        await _server.RunAsync(takes, order => order.Service = _service);

        await RefusedAsync("NO_FIX", new StartFixRequest { Name = orphan.Name, RequestId = "fix", Decision = Because });
    }

    private static Func<ServerSettings, ServerSettings> With(params (string Operation, string Fault)[] faults) =>
        settings => settings with
        {
            Workflows = Processes.BuiltServer.Workflows,
            Sandbox = settings.Sandbox with
            {
                Faults = faults.ToDictionary(static one => one.Operation, static one => one.Fault),
            },
        };

    private async Task<Activation> OrderAsync(Action action, State end)
    {
        var order = new StartActivationRequest
        {
            RequestId = _server.NewRequestId(),
            Action = action,
            Customer = "C-1",
            Product = "business-mail",
            Service = _service,
            Input = Struct.Parser.ParseJson(action == Action.Provision
                ? """{ "customer": "C-1", "domain": "example.com", "mailboxes": ["ada"] }"""
                : """{ "graceDays": 0 }"""),
            Wait = Duration.FromTimeSpan(TimeSpan.FromSeconds(30)),
        };
        var ended = await _server.Activations.StartActivationAsync(order);
        Assert.True(end == ended.State, $"It is {ended}.");
        return ended;
    }

    /// <summary>As somebody does who changes the system by hand.</summary>
    private async Task MakeOtherwiseAsync(int quotaMb)
    {
        var byHand = await _server.PublishAsync(Definitions.Sequence(
            "", Mail("delete-mailbox"), Mail("create-mailbox", $$""", "customer": "C-1", "quotaMb": {{quotaMb}}""")));
        Assert.Equal(State.Completed, (await _server.RunAsync(byHand)).State);
    }

    private async Task<Finding> FindAsync()
    {
        await _server.AuditAsync();
        return await ShowAsync(Assert.Single(await _server.FindingsAsync()));
    }

    private async Task<Finding> ShowAsync(Finding finding) =>
        await Audits.GetFindingAsync(new GetFindingRequest { Name = finding.Name });

    private async Task<Activation> FixAsync(Finding finding, State end)
    {
        var fix = await Audits.StartFixAsync(new StartFixRequest
        {
            Name = finding.Name,
            RequestId = _server.NewRequestId(),
            Decision = Because,
        });
        var ended = await _server.UntilAsync(fix.Activation.Name, end);
        Assert.Equal(end, ended.State);
        return ended;
    }

    private long Calls(Activation activation, string operation) => SandboxRecord
        .Read(Path.Combine(_server.Folder, "sandbox.db"))
        .Where(call => call.Operation == operation
            && call.Key.StartsWith(activation.Name["activations/".Length..], StringComparison.Ordinal))
        .Sum(static call => call.Applied);

    private async Task RefusedAsync(string reason, StartFixRequest request) =>
        Assert.Equal(reason, (await Refused.ByAsync(Audits.StartFixAsync(request))).Reason);

    private static string Mail(string operation, string more = "", string address = Address) =>
        $$"""{ "id": "{{operation}}", "type": "Orchestrator.Step", "adapter": "mail", "operation": "{{operation}}", "input": { "address": "{{address}}"{{more}} }, "compensation": "none" }""";
}
