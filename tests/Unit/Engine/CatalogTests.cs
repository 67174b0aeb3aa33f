using Orchestrator.Adapters;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine;

namespace Orchestrator.Tests.Unit.Engine;

/// <summary>What can be known at publish of the input of an adapter's operation.</summary>
public sealed class CatalogTests
{
    private const string Schema =
        """
        {
          "type": "object",
          "properties": {
            "device": { "type": "string", "minLength": 2 },
            "port": { "type": "integer", "minimum": 1, "maximum": 48 },
            "speed": { "enum": ["slow", "fast"] },
            "tags": { "type": "array", "items": { "type": "string" }, "maxItems": 2 },
            "place": { "type": "object", "properties": { "zip": { "type": "string", "pattern": "^[0-9]{5}$" } }, "required": ["zip"] }
          },
          "required": ["device", "port"],
          "additionalProperties": false
        }
        """;

    private static readonly CatalogOperation Reserve = new AdapterRegistry(
        new Dictionary<string,
        IAdapter>
        { ["edge"] = new Described(), ["core"] = new Described() }).Operations("edge")![0];

    public static TheoryData<string, string?, string[]> Inputs => new()
    {
        { """{"device":"r1","port":7}""", "", [] },
        { """{"device":"r1"}""", "", ["/port 'port' is missing."] },
        { """{"device":"r1"}""", "port", [] },
        { """{"device":"r1"}""", null, [] },
        { "{}", "device", ["/port 'port' is missing."] },
        { """{"device":"r","port":99}""", "", ["/device It must have at least 2 characters.", "/port It must be at most 48."] },
        { """{"device":1,"port":"x"}""", "", ["/device It must be a text.", "/port It must be a whole number."] },
        { """{"device":"r1","port":7,"prot":1}""", "", ["/prot 'prot' is not an input of this operation."] },
        { """{"device":"r1","port":7}""", "prot", ["/prot 'prot' is not an input of this operation."] },
        { """{"device":"r1","port":7,"speed":"warp"}""", "", ["/speed It must be one of 'slow', 'fast'."] },
        { """{"device":"r1","port":7,"tags":["a",2]}""", "", ["/tags/1 It must be a text."] },
        { """{"device":"r1","port":7,"tags":["a","b","c"]}""", "", ["/tags It must have at most 2 items."] },
        { """{"device":"r1","port":7,"place":{"zip":"1"}}""", "", ["/place/zip It must match the pattern ^[0-9]{5}$."] },
        { """{"device":"r1","port":7,"place":{}}""", "", ["/place/zip 'zip' is missing."] },
    };

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Everything_that_is_wrong_with_what_is_known_is_told(string known, string? unknown, string[] problems)
    {
        var unknownMembers = unknown?.Split(',', StringSplitOptions.RemoveEmptyEntries);

        var found = Reserve.Check(ValueJson.Parse(known), unknownMembers);

        Assert.Equal(problems, found.Select(problem => $"{problem.Path} {problem.Message}"));
    }

    [Theory]
    [InlineData("""{"a":1}""", "", 0)]
    [InlineData("{}", "", 1)]
    [InlineData("{}", "b", 0)]
    [InlineData("{}", null, 0)]
    public void A_rule_about_the_object_as_a_whole_waits_until_all_of_it_is_known(
        string known, string? unknown, int problems)
    {
        var either = new Described("""{ "type": "object", "anyOf": [{ "required": ["a"] }, { "required": ["b"] }] }""");
        var operation = new AdapterRegistry(
            new Dictionary<string, IAdapter> { ["edge"] = either }).Operations("edge")![0];

        var found = operation.Check(ValueJson.Parse(known), unknown?.Split(',', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(Enumerable.Repeat("", problems), found.Select(problem => problem.Path));
    }

    [Fact]
    public void An_operation_without_a_schema_takes_anything() =>
        Assert.Empty(new AdapterRegistry(new Dictionary<string, IAdapter> { ["edge"] = new Described() })
            .Operations("edge")![^1].Check(ValueJson.Parse("""{"a":1}"""), ["b"]));

    [Fact]
    public void Instances_are_known_by_the_operators_names()
    {
        var registry = new AdapterRegistry(
            new Dictionary<string, IAdapter> { ["edge"] = new Described(), ["core"] = new Described() });

        Assert.Equal(["core", "edge"], registry.Instances);
        Assert.Equal(["reserve-port", "free-port"], registry.Operations("edge")!.Select(operation => operation.Name));
        Assert.Equal("free-port", registry.Operations("core")![0].Inverse);
        Assert.Null(registry.Operations("described"));
        Assert.Null(registry.Find("described"));
    }

    private sealed class Described(string schema = Schema) : IAdapter
    {
        public AdapterDescription Description { get; } = new(
            "described", [new("reserve-port", schema, "{}", Inverse: "free-port"), new("free-port", "{}", "{}")]);

        public Task<Answer> ExecuteAsync(AdapterCall call, CancellationToken cancellation) =>
            Task.FromResult<Answer>(new Answer.Succeeded());
    }
}
