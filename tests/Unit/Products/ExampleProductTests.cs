using System.Text.Json.Nodes;
using Orchestrator.Core.Products;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Engine;
using Orchestrator.Engine.Expressions;
using Orchestrator.Engine.Products;
using Orchestrator.Tests.Unit.Architecture;
using Orchestrator.Tests.Unit.Workflows;

namespace Orchestrator.Tests.Unit.Products;

/// <summary>The products under workflows/ are checked as they are at start; and what is refused is said.</summary>
public sealed class ExampleProductTests : IDisposable
{
    private static readonly DateTimeOffset Today = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly ExampleSandbox _sandbox = new();
    private readonly AdapterRegistry _adapters;

    public ExampleProductTests() => _adapters = new AdapterRegistry(_sandbox.ByName);

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Every_example_can_be_published()
    {
        var checks = await CheckAsync(Today, [.. ProductBundle.ReadAll(Repository.PathOf("workflows"))]);

        Assert.Empty(checks.SelectMany(one => one.Problems.Select(problem => (one.Bundle.Id, Said(problem)))));
    }

    [Fact]
    public async Task A_step_that_is_taken_out_of_a_deprovisioning_is_missed()
    {
        var bundle = Changed("deprovision.json", text => Without(text, "release-port"));

        var problem = Assert.Single(await ErrorsAsync(Today, bundle));

        Assert.Equal(("PD031", "reserve-port"), (problem.Found.Code, problem.Found.Activity));
        Assert.Contains("the deprovisioning never calls 'release-port' of 'network'", problem.Found.Message);
        Assert.True(problem.Found.Line > 1);
    }

    [Fact]
    public async Task A_waiver_that_has_ended_no_longer_counts_and_that_is_said()
    {
        var bundle = Changed("product.json", text => text.Replace("2030-12-31", "2026-11-22"));

        var problems = await ErrorsAsync(Today, bundle);

        Assert.Equal(["charge-setup", "send-welcome", "suspend-service", "tell-customer"], problems.Select(one => one.Found.Activity).Order());
        Assert.All(problems, one => Assert.Contains(
            "The waiver by Product management ended on 2026-11-22.", one.Found.Message));
        Assert.Empty(await ErrorsAsync(Today.AddDays(-1), bundle));
    }

    [Fact]
    public async Task What_is_paid_again_and_again_has_an_end()
    {
        var bundle = Changed("product.json", text => Edit(text, product =>
        {
            ((JsonObject)product["actions"]!).Remove("deprovision");
            product["payment"] = JsonNode.Parse(
                """{ "kind": "recurring", "period": "P1M", "amount": "29.90", "currency": "EUR" }""");
        }));

        var problem = Assert.Single(await ErrorsAsync(Today, bundle));

        Assert.Equal("PD030", problem.Found.Code);
    }

    [Fact]
    public async Task What_is_paid_once_may_be_left_to_the_ledger()
    {
        var bundle = Changed("product.json", text => Edit(text, product =>
        {
            ((JsonObject)product["actions"]!).Remove("deprovision");
            product["payment"] = JsonNode.Parse("""{ "kind": "oneOff", "amount": "25.00", "currency": "EUR" }""");
        }));

        Assert.Empty(await ErrorsAsync(Today, bundle));
    }

    [Fact]
    public async Task All_that_a_product_names_and_that_is_not_there_is_told_at_once()
    {
        var bundle = Changed("product.json", text => Edit(text, product =>
        {
            product["actions"]!["change"] = "nowhere.json";
            product["followUps"] = JsonNode.Parse("""[{ "id": "a", "after": "P1D", "workflow": "never" }]""");
            product["inputs"] = JsonNode.Parse("""{ "type": "string" }""");
        }));

        var problems = await ErrorsAsync(Today, bundle);

        Assert.Equal(
            ["PD012 /inputs", "PD020 /actions/change", "PD020 /followUps/0/workflow"],
            problems.Select(one => $"{one.Found.Code} {one.Found.Pointer}"));
    }

    private static string Said(ProductProblem problem) => $"{problem.File}: {problem.Found.Code} {problem.Found.Message}";

    private async Task<IReadOnlyList<ProductProblem>> ErrorsAsync(DateTimeOffset now, ProductBundle bundle) =>
        [.. (await CheckAsync(now, bundle))[0].Problems.Where(one => one.Found.Severity == Severity.Error)];

    private Task<IReadOnlyList<CheckedProduct>> CheckAsync(DateTimeOffset now, params ProductBundle[] bundles) =>
        new ProductCheck(new Nothing(_adapters), _adapters, now).RunAsync(bundles, default);

    private static ProductBundle Changed(string file, Func<string, string> change)
    {
        var bundle = ProductBundle.ReadFolder(Repository.PathOf("workflows/broadband"));
        return file == "product.json"
            ? new ProductBundle(bundle.Path, change(bundle.Text), bundle.Workflows)
            : new ProductBundle(bundle.Path, bundle.Text, [.. bundle.Workflows.Select(one => one.Name == file
                ? new WorkflowFile(one.Path, one.Name, change(one.Content))
                : one)]);
    }

    private static string Without(string definition, string activity) => Edit(definition, root =>
    {
        var found = Objects(root).Single(one => (string?)one["id"] == activity);
        ((JsonArray)found.Parent!).Remove(found);
    });

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject it => it.SelectMany(member => Objects(member.Value)).Prepend(it),
        JsonArray it => it.SelectMany(Objects),
        _ => [],
    };

    private static string Edit(string text, Action<JsonObject> edit)
    {
        var root = (JsonObject)JsonNode.Parse(text)!;
        edit(root);
        return root.ToJsonString(new() { WriteIndented = true });
    }

    /// <summary>Nothing was published.</summary>
    private sealed class Nothing(IAdapterCatalog adapters) : IProductSurroundings
    {
        public Task<ReadResult> ReadAsync(string content, CancellationToken cancellation) => Task.FromResult(
            WorkflowReader.Read(content, new WorkflowReaderOptions(adapters, ScriptLanguages.All), 1));

        public Task<WorkflowPlan?> FindWorkflowAsync(string definition, int version, CancellationToken cancellation) =>
            Task.FromResult<WorkflowPlan?>(null);

        public Task<ProductContent?> FindProductAsync(string product, CancellationToken cancellation) =>
            Task.FromResult<ProductContent?>(null);
    }
}
