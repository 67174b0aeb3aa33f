using Grpc.Core;
using Orchestrator.V1;

namespace Orchestrator.Tests.EndToEnd.Server;

/// <summary>Products are checked, published, read and ordered while the server runs.</summary>
public sealed class ProductServiceTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly RunningServer _server = shared.Server;

    private ProductService.ProductServiceClient Products => new(_server.Channel);

    [Fact]
    public async Task A_product_can_be_ordered_when_it_is_published_and_a_service_keeps_its_version()
    {
        var first = await Products.PublishProductAsync(Request("kept", "1.00"), By("ann"));

        var service = await ProvisionAsync("kept");
        var second = await Products.PublishProductAsync(Request("kept", "2.00"), By("ann"));

        Assert.Equal(("products/kept/versions/1", "ann", "a test"), (first.Name, first.Author, first.Reason));
        Assert.Equal("products/kept/versions/2", second.Name);
        Assert.Equal("1.00", (await Products.GetProductAsync(new GetProductRequest { Name = first.Name })).Payment.Amount);
        Assert.Equal(
            "2.00", (await Products.GetProductAsync(new GetProductRequest { Name = "products/kept" })).Payment.Amount);
        Assert.Equal("kept", service.Product);
    }

    [Fact]
    public async Task A_product_whose_deprovisioning_forgets_something_is_refused_and_nothing_of_it_is_published()
    {
        var request = Request("leaky", "1.00");
        request.Files[1].Content = Definition("leaky-deprovision", Definitions.Step("look", "noop"));

        var refused = await Refused.ByAsync(Products.PublishProductAsync(request));
        var checkedOnly = await Products.ValidateProductAsync(
            new ValidateProductRequest { Content = request.Content, Files = { request.Files } });

        Assert.Equal((StatusCode.InvalidArgument, "PRODUCT_INVALID"), (refused.Code, refused.Reason));
        Assert.Equal("content/actions/provision", Assert.Single(refused.Fields).Field);
        Assert.Contains("Step 'step' of provision.json", refused.Message);
        Assert.Contains("never calls 'undo' of 'null'", refused.Message);
        Assert.False(checkedOnly.Valid);
        Assert.Equal("PD031", Assert.Single(checkedOnly.Diagnostics).Found.Code);
        Assert.Equal("NOT_FOUND", (await Refused.ByAsync(_server.Workflows.GetWorkflowAsync(
            new GetWorkflowRequest { Name = "workflows/leaky-provision" }))).Reason.Replace("WORKFLOW_", ""));
        Assert.Equal("PRODUCT_NOT_FOUND", (await Refused.ByAsync(Products.GetProductAsync(
            new GetProductRequest { Name = "products/leaky" }))).Reason);
    }

    [Fact]
    public async Task The_same_request_is_one_version_and_its_id_with_other_content_is_refused()
    {
        var request = Request("twice", "1.00");
        request.RequestId = _server.NewRequestId();

        var first = await Products.PublishProductAsync(request);
        var again = await Products.PublishProductAsync(request);
        request.Reason = "another";
        var refused = await Refused.ByAsync(Products.PublishProductAsync(request));

        Assert.Equal(first.Name, again.Name);
        Assert.Equal("REQUEST_ID_REUSED", refused.Reason);
    }

    [Fact]
    public async Task A_version_made_from_one_that_is_not_the_latest_is_refused()
    {
        await Products.PublishProductAsync(Request("raced", "1.00"));
        await Products.PublishProductAsync(Request("raced", "2.00"));
        var request = Request("raced", "3.00");
        request.ExpectedLatest = "products/raced/versions/1";

        var refused = await Refused.ByAsync(Products.PublishProductAsync(request));

        Assert.Equal((StatusCode.Aborted, "PRODUCT_NOT_LATEST"), (refused.Code, refused.Reason));
        Assert.Equal("products/raced/versions/2", refused.Metadata["latest"]);
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_request_is_told_at_once()
    {
        var refused = await Refused.ByAsync(Products.PublishProductAsync(new PublishProductRequest
        {
            ExpectedLatest = "raced",
            Files = { new ProductFile { Name = "a" } },
        }));

        Assert.Equal(
            ["content", "expected_latest", "files[0].content", "reason"],
            refused.Fields.Select(one => one.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Lists_have_the_latest_versions_or_all_of_them()
    {
        await Products.PublishProductAsync(Request("listed", "1.00"));
        await Products.PublishProductAsync(Request("listed", "2.00"));

        var latest = await Products.ListProductsAsync(new ListProductsRequest());
        var all = await Products.ListProductsAsync(new ListProductsRequest { AllVersions = true });

        Assert.Equal([2], latest.Products.Where(one => one.ProductId == "listed").Select(one => one.Version));
        Assert.Equal([2, 1], all.Products.Where(one => one.ProductId == "listed").Select(one => one.Version));
    }

    [Fact]
    public async Task What_is_proposed_to_end_a_product_can_be_published_in_its_place()
    {
        var request = Request("proposed", "1.00");
        await Products.PublishProductAsync(request);

        var proposal = await Products.ProposeDeprovisionAsync(
            new ProposeDeprovisionRequest { Name = "products/proposed" });
        request.Files[1].Content = proposal.Content;
        var published = await Products.PublishProductAsync(request);

        Assert.Empty(proposal.Missing);
        Assert.Equal("products/proposed/versions/1", published.Name);
    }

    private async Task<Activation> ProvisionAsync(string product) => await _server.Activations.StartActivationAsync(
        new StartActivationRequest
        {
            RequestId = _server.NewRequestId(),
            Customer = "C-1",
            Action = Orchestrator.V1.Action.Provision,
            Product = product,
        });

    private static Metadata By(string caller) => new() { { "orchestrator-caller", caller } };

    private static PublishProductRequest Request(string id, string amount) => new()
    {
        Reason = "a test",
        Content = $$"""
            {
              "id": "{{id}}", "displayName": "Product",
              "payment": { "kind": "recurring", "period": "P1M", "amount": "{{amount}}", "currency": "EUR" },
              "actions": { "provision": "provision.json", "deprovision": "deprovision.json" },
              "inputs": { "type": "object", "properties": {} }
            }
            """,
        Files =
        {
            new ProductFile
            {
                Name = "provision.json",
                Content = Definition($"{id}-provision", Definitions.Step("step", "do")),
            },
            new ProductFile
            {
                Name = "deprovision.json",
                Content = Definition($"{id}-deprovision", Definitions.Step("step", "undo")),
            },
        },
    };

    private static string Definition(string id, string activity) => $$"""
        {
          "definitionId": "{{id}}", "name": "{{id}}", "inputs": [],
          "root": { "id": "root", "type": "Elsa.Sequence", "activities": [{{activity}}] }
        }
        """;
}
