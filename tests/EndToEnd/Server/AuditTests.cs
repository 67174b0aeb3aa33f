using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Orchestrator.V1;
using FindingState = Orchestrator.V1.Finding.Types.State;

namespace Orchestrator.Tests.EndToEnd.Server;

/// <summary>The leakage audit, through the server's door.</summary>
public sealed class AuditTests
{
    private static readonly Decision Because = new() { Reason = "clean up", Ticket = "T-1" };
    private static readonly string MakesMailbox = Definitions.Sequence(
        "", Mail("create-mailbox", """{ "address": "ada@example.com", "customer": "C-1" }"""));

    [Fact]
    public async Task What_no_service_has_is_found_and_its_fix_is_resolved_by_the_next_audit()
    {
        await using var server = await RunningServer.StartAsync();
        var audits = new AuditService.AuditServiceClient(server.Channel);
        await server.RunAsync(await server.PublishAsync(MakesMailbox));

        var first = await server.AuditAsync();
        var found = Assert.Single((await audits.ListFindingsAsync(new ListFindingsRequest())).Findings);
        var finding = await audits.GetFindingAsync(new GetFindingRequest { Name = found.Name });
        var request = new StartFixRequest { Name = found.Name, RequestId = "fix", Decision = Because };
        var fix = await audits.StartFixAsync(request);
        var again = await audits.StartFixAsync(request);
        await server.UntilAsync(fix.Activation.Name, Activation.Types.State.Completed);
        var second = await server.AuditAsync();
        var resolved = await audits.GetFindingAsync(new GetFindingRequest { Name = found.Name });

        Assert.Equal((Audit.Types.State.Complete, Audit.Types.State.Complete), (first.State, second.State));
        Assert.Equal(
            (Finding.Types.Kind.OrphanResource, "adapters/mail", "mailbox", "ada@example.com"),
            (found.Kind, found.Adapter, found.ResourceKind, found.ExternalId));
        Assert.Equal(
            [Evidence.Types.Side.Inventory, Evidence.Types.Side.Ledger], finding.Evidence.Select(static one => one.Side));
        Assert.Equal("C-1", finding.Fix.Request.Customer);
        Assert.Contains("delete-mailbox", finding.Fix.Definition, StringComparison.Ordinal);
        Assert.Equal(FindingState.FixStarted, fix.Finding.State);
        Assert.Equal(fix.Activation.Name, again.Activation.Name);
        Assert.Equal(FindingState.Resolved, resolved.State);
        Assert.Equal(
            [FindingEvent.Types.Type.Opened, FindingEvent.Types.Type.FixStarted, FindingEvent.Types.Type.Resolved],
            resolved.Events.Select(static one => one.Type));
        Assert.Equal(("anonymous", Because), (resolved.Events[1].Actor, resolved.Events[1].Decision));
        Assert.Empty((await audits.ListFindingsAsync(new ListFindingsRequest())).Findings);
        await RefusedAsync("FINDING_RESOLVED", () => audits.StartFixAsync(
            new StartFixRequest { Name = found.Name, RequestId = "later", Decision = Because }).ResponseAsync);
        await RefusedAsync("REQUEST_ID_REUSED", () => audits.StartFixAsync(
            new StartFixRequest { Name = found.Name, RequestId = "fix", Decision = new() { Reason = "other" } }).ResponseAsync);
    }

    [Fact]
    public async Task What_is_accepted_needs_an_end_date_to_come_and_is_not_open_until_then()
    {
        await using var server = await RunningServer.StartAsync();
        var audits = new AuditService.AuditServiceClient(server.Channel);
        await server.RunAsync(await server.PublishAsync(MakesMailbox));
        await server.AuditAsync();
        var found = Assert.Single((await audits.ListFindingsAsync(new ListFindingsRequest())).Findings);
        var request = new AcceptFindingRequest { Name = found.Name, RequestId = "a", Decision = Because };

        await RefusedAsync("INVALID_FIELDS", () => audits.AcceptFindingAsync(request).ResponseAsync);
        request.AcceptedUntilTime = Timestamp.FromDateTime(DateTime.UtcNow.AddDays(-1));
        await RefusedAsync("INVALID_FIELDS", () => audits.AcceptFindingAsync(request).ResponseAsync);
        request.AcceptedUntilTime = Timestamp.FromDateTime(DateTime.UtcNow.AddDays(30));
        var accepted = await audits.AcceptFindingAsync(request);

        Assert.Equal(FindingState.Accepted, accepted.State);
        Assert.Equal(request.AcceptedUntilTime.Seconds, accepted.AcceptedUntilTime.Seconds);
        Assert.Equal(accepted, await audits.AcceptFindingAsync(request));
        Assert.Empty((await audits.ListFindingsAsync(
            new ListFindingsRequest { Filter = new() { States = { FindingState.Open } } })).Findings);
    }

    [Fact]
    public async Task An_adapter_that_a_person_holds_is_named_and_closes_none_of_its_findings()
    {
        await using var server = await RunningServer.StartAsync();
        var audits = new AuditService.AuditServiceClient(server.Channel);
        await server.RunAsync(await server.PublishAsync(MakesMailbox));
        await server.AuditAsync();
        await server.Adapters.HoldAdapterAsync(
            new HoldAdapterRequest { Name = "adapters/mail", RequestId = "h", Decision = Because });

        var audit = await server.AuditAsync();

        Assert.Equal(Audit.Types.State.Incomplete, audit.State);
        var part = Assert.Single(audit.Parts, static one => one.State == Audit.Types.State.Incomplete);
        Assert.Equal("adapters/mail", part.Adapter);
        Assert.Contains("holds 'mail'", part.Message, StringComparison.Ordinal);
        Assert.Equal(
            FindingState.Open, Assert.Single((await audits.ListFindingsAsync(new ListFindingsRequest())).Findings).State);
    }

    [Fact]
    public async Task What_is_missing_is_made_again_as_its_step_made_it()
    {
        await using var server = await RunningServer.StartAsync(
            settings => settings with { Workflows = Processes.BuiltServer.Workflows });
        var audits = new AuditService.AuditServiceClient(server.Channel);
        var order = new StartActivationRequest
        {
            RequestId = "order",
            Action = Orchestrator.V1.Action.Provision,
            Customer = "C-1",
            Product = "business-mail",
            Input = Struct.Parser.ParseJson("""{ "customer": "C-1", "domain": "example.com", "mailboxes": ["ada"] }"""),
            Wait = Duration.FromTimeSpan(TimeSpan.FromSeconds(30)),
        };
        var provisioned = await server.Activations.StartActivationAsync(order);
        Assert.Equal(Activation.Types.State.Completed, provisioned.State);
        await server.AuditAsync();
        Assert.Empty((await audits.ListFindingsAsync(new ListFindingsRequest())).Findings);
        await server.RunAsync(await server.PublishAsync(Definitions.Sequence(
            "", Mail("delete-mailbox", """{ "address": "ada@example.com" }"""))));

        await server.AuditAsync();
        var missing = Assert.Single((await audits.ListFindingsAsync(new ListFindingsRequest())).Findings);
        var fix = await audits.StartFixAsync(
            new StartFixRequest { Name = missing.Name, RequestId = "fix", Decision = Because });
        await server.UntilAsync(fix.Activation.Name, Activation.Types.State.Completed);
        await server.AuditAsync();

        Assert.Equal(
            (Finding.Types.Kind.MissingResource, provisioned.Service, "C-1", "business-mail"),
            (missing.Kind, missing.Service, missing.Customer, missing.Product));
        Assert.Empty((await audits.ListFindingsAsync(new ListFindingsRequest())).Findings);
    }

    [Fact]
    public async Task What_cannot_be_is_refused_with_what_to_do()
    {
        await using var server = await RunningServer.StartAsync();
        var audits = new AuditService.AuditServiceClient(server.Channel);

        await RefusedAsync("AUDIT_NOT_FOUND", () => audits.GetAuditAsync(
            new GetAuditRequest { Name = "audits/7" }).ResponseAsync);
        await RefusedAsync("FINDING_NOT_FOUND", () => audits.GetFindingAsync(
            new GetFindingRequest { Name = "findings/none" }).ResponseAsync);
        await RefusedAsync("ADAPTER_NOT_FOUND", () => audits.StartAuditAsync(
            new StartAuditRequest { RequestId = "r", Decision = Because, Adapters = { "adapters/none" } }).ResponseAsync);
        await RefusedAsync("INVALID_FIELDS", () => audits.StartAuditAsync(new StartAuditRequest()).ResponseAsync);
        await RefusedAsync("INVALID_FIELDS", () => audits.ListFindingsAsync(
            new ListFindingsRequest { PageToken = "?", Filter = new() { Service = "x", Kinds = { (Finding.Types.Kind)99 } } })
            .ResponseAsync);
        await RefusedAsync("INVALID_FIELDS", () => audits.GetAuditAsync(new GetAuditRequest { Name = "x" }).ResponseAsync);
    }

    private static string Mail(string operation, string input) =>
        $$"""{ "id": "{{operation}}", "type": "Orchestrator.Step", "adapter": "mail", "operation": "{{operation}}", "input": {{input}}, "compensation": "none" }""";

    private static async Task RefusedAsync(string reason, Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal(reason, Refused.Of(refused).Reason);
    }
}
