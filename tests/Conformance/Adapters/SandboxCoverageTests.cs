using Orchestrator.TestKit;

namespace Orchestrator.Tests.Conformance.Adapters;

public sealed class SandboxCoverageTests
{
    [Fact]
    public void Every_operation_of_the_sandbox_is_tried_by_the_conformance_kit()
    {
        using var sandbox = new TemporarySandbox();
        var operations = sandbox.Adapters.Values
            .Where(adapter => adapter.Description.Name != "null")
            .SelectMany(adapter => adapter.Description.Operations.Select(operation =>
                $"{adapter.Description.Name}_{operation.Name}".Replace('-', '_')));

        var trials = typeof(SandboxCoverageTests).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(AdapterConformance)) && IsSandbox(type))
            .Select(type => char.ToLowerInvariant(type.Name[0]) + type.Name[1..]);

        Assert.Equal(operations.Order(StringComparer.Ordinal), trials.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_operation_with_an_inverse_is_tried_as_a_reversible_one()
    {
        using var sandbox = new TemporarySandbox();
        var reversible = sandbox.Adapters.Values
            .Where(adapter => adapter.Description.Name != "null")
            .SelectMany(adapter => adapter.Description.Operations
                .Where(operation => operation.Inverse is not null)
                .Select(operation => $"{adapter.Description.Name}_{operation.Name}".Replace('-', '_')));

        var trials = typeof(SandboxCoverageTests).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(ReversibleAdapterConformance)) && IsSandbox(type))
            .Select(type => char.ToLowerInvariant(type.Name[0]) + type.Name[1..]);

        Assert.Equal(reversible.Order(StringComparer.Ordinal), trials.Order(StringComparer.Ordinal));
    }

    /// <summary>Declared systems are tried by an example: there is no end of them.</summary>
    private static bool IsSandbox(Type type) =>
        type.Namespace == typeof(SandboxCoverageTests).Namespace
        && !type.Name.StartsWith("Declared_", StringComparison.Ordinal);
}
