using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;
using Enum = System.Enum;

namespace Orchestrator.Cli.Pages;

/// <summary>How all nodes are, on one screen: what waits longest first, then the nodes, then what needs a person.</summary>
internal static class ClusterPage
{
    public static IRenderable Of(IReadOnlyCollection<Node> nodes, IReadOnlyCollection<Shard> shards, int width)
    {
        var parts = new List<IRenderable>
        {
            Plain.Styled(Heading(nodes, shards), Styles.Bold),
            Facts.Of(
            [
                new("oldest ready step", Longest(nodes, static node => node.OldestReadyStep)),
                new("oldest command", Longest(nodes, static node => node.OldestCommand)),
                new("oldest write", Longest(nodes, static node => node.OldestWrite)),
            ]),
            Plain.Blank,
            NodeTable.Of(nodes, width),
        };
        parts.AddRange(Warnings(shards).Select(static warning => Plain.Styled(warning, Styles.Bad)));
        return new Rows(parts);
    }

    private static string Heading(IReadOnlyCollection<Node> nodes, IReadOnlyCollection<Shard> shards)
    {
        var states = Enum.GetValues<Node.Types.State>()
            .Select(state => (Word: ContractEnum<Node.Types.State>.Word(state), Count: nodes.Count(node => node.State == state)))
            .Where(static state => state.Count > 0)
            .Select(static state => string.Create(CultureInfo.InvariantCulture, $"{state.Count} {state.Word}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"nodes: {string.Join(", ", states)}; shards: {shards.Count(IsOwned)} of {shards.Count} owned; activations in memory: {Heard(nodes).Sum(static node => node.Activations)}");
    }

    /// <summary>What a node that is gone told last is not so any more.</summary>
    private static IEnumerable<Node> Heard(IEnumerable<Node> nodes) => nodes.Where(static node => node.State != Node.Types.State.Gone);

    private static string Longest(IReadOnlyCollection<Node> nodes, Func<Node, Duration?> age)
    {
        var worst = Heard(nodes).MaxBy(node => age(node)?.ToTimeSpan() ?? TimeSpan.Zero);
        return worst is null || NodeTable.Length(age(worst)) is not { Length: > 0 } length
            ? "none"
            : $"{length} on {Names.Short(worst.Name)}";
    }

    private static IEnumerable<string> Warnings(IReadOnlyCollection<Shard> shards)
    {
        if (shards.Count(static shard => !IsOwned(shard)) is > 0 and var free)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"shards without an owner: {free}; their activations stand still until a node takes them, within a lease.");
        }
    }

    /// <summary>Where there are no leases, whoever is said to own it does.</summary>
    private static bool IsOwned(Shard shard) =>
        shard.Node.Length > 0 && (shard.LeaseLeft is null || shard.LeaseLeft.ToTimeSpan() > TimeSpan.Zero);
}
