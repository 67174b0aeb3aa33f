using System.Text.Json.Nodes;
using NJsonSchema;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Engine;
using Orchestrator.Engine.Expressions;
using Orchestrator.TestKit;
using Orchestrator.Tests.Unit.Architecture;

namespace Orchestrator.Tests.Unit.Workflows;

/// <summary>The files under workflows/, which are documentation, are checked as they would be published.</summary>
public sealed class ExampleWorkflowsTests : IDisposable
{
    private readonly ExampleSandbox _sandbox = new();
    private readonly WorkflowReaderOptions _options;

    public ExampleWorkflowsTests() =>
        _options = new WorkflowReaderOptions(new AdapterRegistry(_sandbox.ByName), ScriptLanguages.All);

    public static TheoryData<string> Products { get; } = new(
        ExampleSandbox.Products.Select(folder => Path.GetFileName(folder)));

    /// <summary>Those whose end is a workflow; the others' is to give back what is held.</summary>
    public static TheoryData<string> Deprovisioned { get; } = new(
        ExampleSandbox.Products.Where(folder => File.Exists(Path.Combine(folder, "deprovision.json")))
            .Select(folder => Path.GetFileName(folder)));

    public static TheoryData<string> Workflows { get; } = new(
        ExampleSandbox.Products.SelectMany(folder => Directory.GetFiles(folder, "*.json"))
            .Where(file => Path.GetFileName(file) != "product.json" && !file.EndsWith(
                ".test.json", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Order(StringComparer.Ordinal));

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Every_example_reads_without_errors_or_warnings(string file) =>
        Assert.Empty(WorkflowReader.Read(File.ReadAllText(Repository.PathOf(file)), _options, 1).Diagnostics);

    [Fact]
    public void The_first_workflow_of_the_readme_reads_without_errors_or_warnings()
    {
        var readme = File.ReadAllText(Repository.PathOf("README.md"));

        var first = readme.Split("```json\n")[1].Split("\n```")[0];

        Assert.Empty(WorkflowReader.Read(first, _options, 1).Diagnostics);
    }

    [Theory]
    [MemberData(nameof(Products))]
    public async Task Every_product_fits_its_schema(string product)
    {
        var schema = await JsonSchema.FromFileAsync(Repository.PathOf("schema/product.schema.json"));

        var problems = schema.Validate(Text(product, "product.json"));

        Assert.Empty(problems);
        Assert.Equal(product, (string?)JsonNode.Parse(Text(product, "product.json"))!["id"]);
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void A_product_asks_for_the_inputs_that_its_provisioning_declares(string product)
    {
        var inputs = JsonNode.Parse(Text(product, "product.json"))!["inputs"]!;
        var declared = Plan(product, "provision.json").Inputs;

        Assert.Equal(
            declared.Select(input => input.Name).Order(),
            inputs["properties"]!.AsObject().Select(one => one.Key).Order());
        Assert.Equal(
            declared.Where(input => input.Required).Select(input => input.Name).Order(),
            inputs["required"]!.AsArray().Select(one => (string)one!).Order());
    }

    [Theory]
    [MemberData(nameof(Deprovisioned))]
    public void What_deprovisioning_requires_provisioning_was_given_or_has_put_out(string product)
    {
        var provision = Plan(product, "provision.json");
        var known = provision.Inputs.Where(input => input.Required).Select(input => input.Name)
            .Concat(provision.Outputs)
            .ToHashSet();

        var required =
            Plan(product, "deprovision.json").Inputs.Where(input => input.Required).Select(input => input.Name);

        Assert.Empty(required.Except(known));
    }

    private WorkflowPlan Plan(string product, string file) =>
        WorkflowReader.Read(Text(product, file), _options, 1).Plan!;

    private static string Text(string product, string file) =>
        File.ReadAllText(Repository.PathOf($"workflows/{product}/{file}"));
}
