using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Leases;

/// <summary>
/// How many shards a node is to have: as many as every other one, or one more. Nodes that drain have none, as long as
/// there is one that does not: drained or not, somebody owns every shard.
/// </summary>
internal static class LeaseShare
{
    /// <summary>
    /// The most that a node may have now: its share rounded up, or, while another has less than the share rounded down,
    /// rounded down, so that there is something left for that one.
    /// </summary>
    public static int Of(long node, LeaseView view)
    {
        var sharing = 0;
        var wanting = 0;
        var isSharing = false;
        var withDraining = view.Nodes.All(static other => other.IsDraining || other.IsLeaving);
        foreach (var other in view.Nodes)
        {
            if (!Shares(other, withDraining))
                continue;

            sharing++;
            isSharing |= other.Node == node;
        }

        if (!isSharing)
            return 0;

        var fair = ActivationId.Shards / sharing;
        foreach (var other in view.Nodes)
        {
            if (Shares(other, withDraining) && other.Node != node && CountOf(other.Node, view) < fair)
                wanting++;
        }

        return wanting > 0 ? fair : (ActivationId.Shards + sharing - 1) / sharing;
    }

    private static bool Shares(LiveNode node, bool withDraining) =>
        !node.IsLeaving && (withDraining || !node.IsDraining);

    private static int CountOf(long node, LeaseView view)
    {
        var count = 0;
        foreach (var row in view.Shards)
        {
            if (row.Owner == node && !row.IsFree)
                count++;
        }

        return count;
    }
}
