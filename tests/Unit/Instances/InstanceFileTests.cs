using Orchestrator.Adapters;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.Engine.Instances;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Unit.Instances;

/// <summary>The operator's file of instances: all that is wrong with it is said at once, with the place.</summary>
public sealed class InstanceFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("instances");
    private readonly SandboxAdapters _sandbox;

    public InstanceFileTests() => _sandbox = SandboxAdapters.Create(
        new SandboxOptions { File = _folder.PathOf("sandbox.db"), IsDeclaredLater = true });

    public void Dispose()
    {
        _sandbox.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Instances_are_made_by_kind_with_settings_or_a_declaration()
    {
        _folder.Write("pots.json", Pots);
        var made = Make("""
            // Comments are fine.
            { "instances": {
                "billing": { "adapter": "sandbox", "settings": { "system": "billing" } },
                "pots": { "adapter": "sandbox", "declaration": "pots.json", "limits": { "windows": "night" } },
            } }
            """);

        Assert.Equal(["billing", "pots"], made.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            ["plant", "unplant"], made["pots"].Description.Operations.Select(one => one.Name).Order());
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once_with_its_place()
    {
        _folder.Write("broken.json", """{ "operations": { "plant": { "inverse": "pull-out", "summary": "plants" } } }""");
        _folder.Write("nojson.json", "{ \"operations\"\n  oops }");

        var wrong = Assert.Throws<InstancesException>(() => Make("""
            { "secrets": "secrets", "instances": {
                "a": { "adapter": "netconfig" },
                "b": { "adapter": "sandbox", "settings": { "system": "weather", "token": { "env": "ORCHESTRATOR_NO_SUCH" } } },
                "c": { "adapter": "sandbox", "declaration": "broken.json" },
                "d": { "adapter": "sandbox", "declaration": "nojson.json" },
                "e": { "adapter": "sandbox", "declaration": "missing.json" },
                "f": { "adapter": "sandbox" },
                "g": { "adapter": "sandbox", "settings": { "system": "mail" }, "declaration": "broken.json" }
            } }
            """)).Problems.Select(one => one.Replace(_folder.Path + "/", "", StringComparison.Ordinal)).ToList();

        Assert.Equal(
            [
                "adapters.json#/instances/a/adapter: there is no kind 'netconfig'. There are sandbox.",
                "adapters.json#/instances/b/settings/system: this must be one of 'billing', 'mail', 'network', 'null', 'phone'.",
                "adapters.json#/instances/b/settings/token: this is not known.",
                "adapters.json#/instances/b/settings/token: The environment variable ORCHESTRATOR_NO_SUCH is not set.",
                "broken.json#/operations/plant/summary: this must match the pattern ^[A-Z].*[.]$.",
                "nojson.json:2:3: it is no JSON: 'o' is invalid after a property name. Expected a ':'.",
                "missing.json: it cannot be read: Could not find file 'missing.json'.",
                "adapters.json#/instances/f/settings/system: Name a system, or give a declaration: one of the two.",
                "broken.json#/operations/plant/summary: this must match the pattern ^[A-Z].*[.]$.",
            ],
            wrong);
    }

    [Theory]
    [InlineData("[]", "adapters.json#: this must be an object.")]
    [InlineData("{}", "adapters.json#/instances: this is required.")]
    [InlineData("""{ "instances": { "Mail": { "adapter": "sandbox" } } }""",
        "adapters.json#/instances/Mail: a name is lower case letters, digits and hyphens, up to 60.")]
    [InlineData("""{ "instances": { "mail": { "adapter": "sandbox", "limit": {} } } }""",
        "adapters.json#/instances/mail/limit: this is not known.")]
    public void A_file_that_is_none_is_refused(string content, string problem) => Assert.Contains(
        problem,
        Assert.Throws<InstancesException>(() => Make(content)).Problems.Select(
            one => one.Replace(_folder.Path + "/", "", StringComparison.Ordinal)));

    [Fact]
    public void Faults_of_declared_systems_are_known_and_mistyped_ones_refused()
    {
        _folder.Write("pots.json", Pots);
        using var sandbox = SandboxAdapters.Create(new SandboxOptions
        {
            File = _folder.PathOf("faults.db"),
            IsDeclaredLater = true,
            Faults = new Dictionary<string, string> { ["pots.plant"] = "fail-once", ["pots.water"] = "fail" },
        });
        Make("""{ "instances": { "pots": { "adapter": "sandbox", "declaration": "pots.json" } } }""", sandbox);

        Assert.Contains("Faults:pots.water names no operation", Assert.Throws<ArgumentException>(sandbox.CheckFaults).Message, StringComparison.Ordinal);
    }

    private const string Pots = """
        { "operations": {
          "plant": { "summary": "Plants.", "inverse": "unplant", "resources": [{ "kind": "plant", "id": "${input.name}" }] },
          "unplant": { "summary": "Pulls out.", "resources": [{ "kind": "plant", "id": "${input.name}", "released": true }] }
        } }
        """;

    private IReadOnlyDictionary<string, IAdapter> Make(string content, SandboxAdapters? sandbox = null) =>
        new InstanceMaker(
            new Dictionary<string, IAdapterFactory> { ["sandbox"] = new SandboxAdapterFactory(sandbox ?? _sandbox) },
            _ => new MemoryRecords(),
            TimeProvider.System).Make(InstanceFile.Read(_folder.Write("adapters.json", content)));
}
