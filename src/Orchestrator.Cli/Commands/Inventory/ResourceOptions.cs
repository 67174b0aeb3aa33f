using System.CommandLine;
using Orchestrator.Cli.Arguments;

namespace Orchestrator.Cli.Commands.Inventory;

/// <summary>Which resource, as its adapter names it.</summary>
internal sealed class ResourceOptions(string whose)
{
    public Option<string?> Adapter { get; } = Symbols.Text("--adapter", "NAME", $"{whose} of this adapter");

    public Option<string?> Kind { get; } = Symbols.Text("--kind", "KIND", $"{whose} of this kind: port");

    public Option<string?> ExternalId { get; } = Symbols.Text(
        "--external-id", "ID", $"{whose} with this id, as the adapter names it");

    public IEnumerable<Symbol> All => [Adapter, Kind, ExternalId];
}
