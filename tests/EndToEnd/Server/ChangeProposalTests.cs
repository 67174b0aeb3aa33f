using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.Tests.EndToEnd.Processes;
using Orchestrator.V1;
using Action = Orchestrator.V1.Action;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Server;

/// <summary>
/// Changes that are computed, proposed as definitions and carried out: what they keep, and where their failures lead.
/// Each test has products and customers of its own.
/// </summary>
public sealed class ChangeProposalTests : IAsyncLifetime
{
    private const string Soft = """, "pointOfNoReturn": "soft", "penalty": "49 EUR" """;
    private const string Hard = """, "pointOfNoReturn": "hard" """;
    private const string Hasty =
        """, "onFailure": "fallOut", "retry": { "attempts": 2, "firstDelay": "00:00:00.010", "factor": 1 } """;

    private RunningServer _server = null!;

    private ProductService.ProductServiceClient Products => new(_server.Channel);

    public async Task InitializeAsync() =>
        _server = await RunningServer.StartAsync(settings => settings with { Workflows = BuiltServer.Workflows });

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task What_is_proposed_can_be_published_as_the_products_own_change_and_does_what_was_computed()
    {
        await PublishAsync("edit-a", [Box("kept"), Box("old")]);
        await PublishAsync("edit-b", [Box("kept"), Box("new")]);
        var known = await VersionsAsync();

        var proposed = await _server.Workflows.ProposeChangeAsync(
            new ProposeChangeRequest { Product = "edit-a", Target = "edit-b", Input = Of("""{ "customer": "e1" }""") });

        var document = JsonNode.Parse(proposed.Content)!;
        Assert.Equal("edit-a-to-edit-b", (string?)document["definitionId"]);
        Assert.Equal("restoreOrFinish", (string?)document["customProperties"]!["failurePolicy"]);
        Assert.Null(document["customProperties"]!["generated"]);
        Assert.Equal(known, await VersionsAsync());
        await PublishAsync(
            "edit-a",
            [Box("kept"), Box("old")],
            """, "changes": { "edit-b": { "workflow": "to-b.json" } }""",
            new ProductFile { Name = "to-b.json", Content = proposed.Content });
        var service = await ProvisionAsync("edit-a", "e1");
        var changed = await ChangeAsync("edit-b", service);

        Assert.Equal((State.Completed, "workflows/edit-a-to-edit-b/versions/1"), (changed.State, changed.Workflow));
        Assert.Equal(["kept@e1.example", "new@e1.example"], Boxes("e1"));
        Assert.Equal(1, CallsOf(service, "kept"));
    }

    [Fact]
    public async Task For_a_service_its_own_record_counts_and_what_is_to_be_other_than_it_was_ordered()
    {
        await PublishAsync("own-a", [Box("one"), Box("two")]);
        await PublishAsync("own-b", [Box("one", quota: "getInput('quota')"), Box("three")]);
        var service = await ProvisionAsync("own-a", "e2");

        var same = await _server.Workflows.ProposeChangeAsync(
            new ProposeChangeRequest { Product = "own-a", Target = "own-b", Service = service });
        var other = await _server.Workflows.ProposeChangeAsync(
            new ProposeChangeRequest { Product = "own-a", Target = "own-b", Service = service, Input = Of("""{ "quota": 7000 }""") });

        Assert.Equal(
            "Generated: change of own-a to own-b: keeps one; adds three; removes what was made by two.", Told(same));
        Assert.DoesNotContain("keeps one", Told(other), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", "", "{}", "product", "target")]
    [InlineData("bad id!", "bad-b", "", "{}", "product")]
    [InlineData("bad-a", "no/such", "", "{}", "target")]
    [InlineData("bad-a", "bad-b", "7f3a", "{}", "service")]
    [InlineData("", "bad-b", "7f3a", "{}", "product", "service")]
    [InlineData("bad-a", "bad-b", "", """{ "quota": "much", "colour": "red", "serviceRecord": {} }""", "input.quota", "input.colour", "input.serviceRecord")]
    public async Task Everything_that_is_wrong_with_a_request_is_told_at_once(
        string product, string target, string service, string input, params string[] fields)
    {
        await PublishAsync("bad-a", [Box("one")]);
        await PublishAsync("bad-b", [Box("two", quota: "getInput('quota')")]);

        var refused = await Refused.ByAsync(_server.Workflows.ProposeChangeAsync(
            new ProposeChangeRequest { Product = product, Target = target, Service = service, Input = Of(input) }));

        Assert.Equal(StatusCode.InvalidArgument, refused.Code);
        Assert.Equal(fields.Order(), refused.Fields.Select(one => one.Field).Distinct().Order());
    }

    [Fact]
    public async Task What_is_not_there_or_not_in_the_state_for_a_change_is_said()
    {
        await PublishAsync("state-a", [Box("one")]);
        await PublishAsync("state-b", [Box("two")]);
        var service = await ProvisionAsync("state-a", "e3");
        var request = new ProposeChangeRequest { Product = "state-a", Target = "state-b", Service = service };

        var noProduct = await RefuseAsync(request, one => one.Product = "nowhere");
        var noTarget = await RefuseAsync(request, one => one.Target = "nowhere");
        var noService = await RefuseAsync(request, one => one.Service = "services/0000000000000");
        var otherProduct = await RefuseAsync(request, one => one.Product = "state-b");
        await OrderAsync(Action.Deprovision, "", service, _ => { });
        var ended = await RefuseAsync(request, _ => { });

        Assert.Equal(
            ["PRODUCT_NOT_FOUND", "PRODUCT_NOT_FOUND", "SERVICE_NOT_FOUND"],
            [noProduct.Reason, noTarget.Reason, noService.Reason]);
        Assert.Equal((StatusCode.InvalidArgument, "product"), (otherProduct.Code, Assert.Single(otherProduct.Fields).Field));
        Assert.Equal((StatusCode.FailedPrecondition, "WRONG_SERVICE_STATE"), (ended.Code, ended.Reason));
    }

    [Fact]
    public async Task What_cannot_be_computed_is_refused_with_the_reason()
    {
        await PublishAsync("whether-a", [Box("one")]);
        await PublishAsync(
            "whether-b",
            [
                Box("first"),
                """
                { "id": "if", "type": "Elsa.If",
                  "condition": { "typeName": "Boolean", "expression": { "type": "JavaScript", "value": "getOutputFrom('first').address != ''" } },
                  "then": 
                """ + Box("one") + "}",
            ]);

        var refused = await RefuseAsync(
            new ProposeChangeRequest { Product = "whether-a", Target = "whether-b", Input = Of("""{ "customer": "e4" }""") }, _ => { });

        Assert.Equal((StatusCode.FailedPrecondition, "WORKFLOW_NEEDED"), (refused.Code, refused.Reason));
        Assert.Equal(("whether-a", "whether-b"), (refused.Metadata["product"], refused.Metadata["target"]));
        Assert.Contains("Whether step 'one' runs is known only when another one has run.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("later")]
    [InlineData("remove-old")]
    public async Task Past_a_soft_point_of_the_target_a_failure_restores_the_source(string failing)
    {
        await PublishAsync("soft-a", [Box("old")]);
        await PublishAsync("soft-b", [Box("signed", more: Soft), Box("later")]);
        var service = await ProvisionAsync("soft-a", "e5");

        var failed = await ChangeAsync("soft-b", service, order => order.Labels[$"sandbox.step.{failing}"] = "fail");

        Assert.Equal(State.RolledBack, failed.State);
        Assert.Equal(["old@e5.example"], Boxes("e5"));
    }

    [Fact]
    public async Task A_hard_point_that_is_refused_restores_the_source_and_past_it_the_change_is_finished()
    {
        await PublishAsync("hard-a", [Box("old")]);
        await PublishAsync("hard-b", [Box("first"), Box("ported", more: Hard), Box("later", more: Hasty)]);
        var service = await ProvisionAsync("hard-a", "e6");

        var before = await ChangeAsync("hard-b", service, order => order.Labels["sandbox.step.first"] = "fail");
        var refused = await ChangeAsync("hard-b", service, order => order.Labels["sandbox.step.ported"] = "fail");
        Assert.Equal((State.RolledBack, State.RolledBack), (before.State, refused.State));
        Assert.Equal(["old@e6.example"], Boxes("e6"));
        var changed = await ChangeAsync("hard-b", service, order => order.Labels["sandbox.step.later"] = "fail-8");

        Assert.Equal(State.Completed, changed.State);
        Assert.Equal(["first@e6.example", "later@e6.example", "ported@e6.example"], Boxes("e6"));
    }

    [Fact]
    public async Task A_customer_of_broadband_with_a_spare_mailbox_keeps_it_in_broadband_plus()
    {
        var line = await OrderAsync(Action.Provision, "broadband", "", order =>
        {
            order.Input = Of("""
                { "customer": "e7", "device": "access-17", "speed": 250, "email": "wished@e7.example",
                  "engineerVisit": false }
                """);
            order.Labels["sandbox.step.create-mailbox"] = "fail";
        });
        Assert.Equal(State.Completed, line.State);
        Assert.Equal(["e7@customers.example"], BoxesOf("e7@", "wished@"));

        var changed = await ChangeAsync(
            "broadband-plus", line.Service, order => order.Labels["sandbox.step.create-mailbox"] = "fail");

        Assert.Equal(State.Completed, changed.State);
        Assert.Equal(["e7@customers.example"], BoxesOf("e7@", "wished@"));
    }

    private static Struct Of(string json) => Struct.Parser.ParseJson(json);

    private static string Told(ProposeChangeResponse proposed) => (string)JsonNode.Parse(proposed.Content)!["description"]!;

    private static string Box(string name, string quota = "2000", string more = "") => $$"""
        { "id": "{{name}}", "type": "Orchestrator.Step", "adapter": "mail", "operation": "create-mailbox",
          "input": {
            "address": { "typeName": "String", "expression": { "type": "JavaScript", "value": "'{{name}}@' + getInput('customer') + '.example'" } },
            "quotaMb": { "typeName": "Int32", "expression": { "type": "JavaScript", "value": "{{quota}}" } } }{{more}} }
        """;

    private Task<Product> PublishAsync(string id, string[] steps, string more = "", params ProductFile[] files)
    {
        var request = new PublishProductRequest
        {
            RequestId = _server.NewRequestId(),
            Reason = "a test",
            Content = $$"""
                { "id": "{{id}}", "displayName": "{{id}}", "actions": { "provision": "provision.json" },
                  "inputs": { "type": "object", "properties": { "customer": {}, "quota": {} } }{{more}} }
                """,
            Files =
            {
                new ProductFile
                {
                    Name = "provision.json",
                    Content = $$"""
                        { "definitionId": "{{id}}-provision", "name": "{{id}}",
                          "inputs": [ { "name": "customer", "type": "String" }, { "name": "quota", "type": "Int32", "defaultValue": "2000" } ],
                          "root": { "id": "all", "type": "Elsa.Sequence", "activities": [ {{string.Join(", ", steps)}} ] } }
                        """,
                },
            },
        };
        request.Files.AddRange(files);
        return Products.PublishProductAsync(request).ResponseAsync;
    }

    private async Task<string> ProvisionAsync(string product, string customer)
    {
        var done = await OrderAsync(
            Action.Provision, product, "", order => order.Input = Of($$"""{ "customer": "{{customer}}" }"""));
        Assert.Equal(State.Completed, done.State);
        return done.Service;
    }

    private Task<Activation> ChangeAsync(
        string product, string service, Action<StartActivationRequest>? change = null) =>
        OrderAsync(Action.Change, product, service, change ?? (_ => { }));

    private async Task<Activation> OrderAsync(
        Action action, string product, string service, Action<StartActivationRequest> change)
    {
        var request = new StartActivationRequest
        {
            RequestId = _server.NewRequestId(),
            Action = action,
            Customer = "C-1",
            Product = product,
            Service = service,
            Wait = Duration.FromTimeSpan(TimeSpan.FromSeconds(30)),
        };
        change(request);
        return await _server.Activations.StartActivationAsync(request);
    }

    private Task<Refused> RefuseAsync(ProposeChangeRequest request, Action<ProposeChangeRequest> change)
    {
        var other = request.Clone();
        change(other);
        return Refused.ByAsync(_server.Workflows.ProposeChangeAsync(other));
    }

    private async Task<int> VersionsAsync() =>
        (await _server.Workflows.ListWorkflowsAsync(new ListWorkflowsRequest { PageSize = 500 })).Workflows.Count;

    private string[] Boxes(string customer) => [.. Addresses().Where(
        address => address.EndsWith($"@{customer}.example", StringComparison.Ordinal))];

    private string[] BoxesOf(params string[] beginnings) => [.. Addresses().Where(
        address => beginnings.Any(beginning => address.StartsWith(beginning, StringComparison.Ordinal)))];

    private IEnumerable<string> Addresses()
    {
        using var text = new StringWriter();
        SandboxDump.Write(Sandbox, text, json: true);
        return JsonNode.Parse(text.ToString())!["mailboxes"]!.AsArray().Select(row => (string)row!["address"]!).Order();
    }

    private long CallsOf(string service, string step) => SandboxRecord.Read(Sandbox)
        .Where(call => call.Key.StartsWith(service["services/".Length..], StringComparison.Ordinal) && call.Key.Contains($"/{step}/", StringComparison.Ordinal))
        .Sum(call => call.Called);

    private string Sandbox => Path.Combine(_server.Folder, "sandbox.db");
}
