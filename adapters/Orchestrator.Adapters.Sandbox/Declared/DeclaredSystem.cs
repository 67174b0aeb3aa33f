using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Declared;

/// <summary>A system that is only declared: it holds the resources that its operations make and release.</summary>
internal static class DeclaredSystem
{
    /// <summary>What operations made and did not release.</summary>
    public static Table Things { get; } =
        new("things", "resource", "id", "system", "kind", "external_id", "attributes")
        {
            ResourceKind = "thing",
            AsResource = row => new Resource(row.Text("kind")!, row.Text("external_id")!)
            {
                Attributes = JsonSerializer.Deserialize<Dictionary<string, string>>(row.Text("attributes")!)!,
            },
        };

    /// <summary>What was done where an operation makes and releases nothing.</summary>
    public static Table Deeds { get; } = new("deeds", "deed", "id", "system", "operation", "input");

    public static IReadOnlyList<Table> Tables { get; } = [Things, Deeds];

    /// <exception cref="AdapterSetupException">The declaration cannot be used.</exception>
    public static AdapterDefinition Define(string system, JsonElement declaration)
    {
        var operations = DeclaredOperation.ReadAll(declaration, _ => true, _ => true);
        var byName = operations.ToDictionary(one => one.Description.Name, StringComparer.Ordinal);
        return new AdapterDefinition(
            system, "SYSTEM_BUSY", "SYSTEM_FAULT", [Things],
            [.. operations.Select(one => OperationOf(system, one, byName).Operation)])
        {
            Prefix = $"{system}/",
        };
    }

    private static DeclaredRule OperationOf(
        string system, DeclaredOperation operation, Dictionary<string, DeclaredOperation> byName)
    {
        var inverse = operation.Description.Inverse is { } name ? byName[name] : null;
        var example = operation.Body.TryGetProperty("example", out var given) ? ExampleOf(operation, given) : null;
        return new DeclaredRule(system, operation, inverse, example);
    }

    private static JsonTemplate ExampleOf(DeclaredOperation operation, JsonElement example)
    {
        try
        {
            return JsonTemplate.Parse(example);
        }
        catch (FormatException wrong)
        {
            throw new AdapterSetupException(
                $"/declaration/operations/{operation.Description.Name}/example", wrong.Message);
        }
    }
}
