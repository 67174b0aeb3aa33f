using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Server.Grpc.Cluster;

/// <summary>Nodes and shards as the contract shows them.</summary>
internal static class NodeRendering
{
    public const string Collection = "nodes/";

    public static string NameOf(string id) => Collection + id;

    public static V1.Node Render(ClusterNode node, ClusterPicture picture) => new()
    {
        Name = NameOf(node.Identity.Id),
        Number = node.Number,
        State = StateOf(picture.StandingOf(node)),
        Address = node.Identity.Address,
        Host = node.Identity.Host,
        Version = node.Identity.Version,
        StartTime = Timestamp.FromDateTimeOffset(node.Started),
        HeartbeatAge = Age(node.HeartbeatAge),
        Shards = picture.ShardsOf(node),
        Activations = node.Figures.Activations.Sum(),
        CallsInFlight = node.Figures.CallsInFlight,
        CallsWaiting = node.Figures.CallsWaiting,
        OldestReadyStep = Age(node.Figures.OldestReadyStep),
        OldestCommand = Age(node.Figures.OldestCommand),
        WritesWaiting = node.Figures.WritesWaiting,
        OldestWrite = Age(node.Figures.OldestWrite),
    };

    public static V1.Shard Render(ClusterShard shard, ClusterPicture picture)
    {
        var owner = shard.Owner is { } number ? picture.Nodes.FirstOrDefault(node => node.Number == number) : null;
        return new V1.Shard
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"shards/{shard.Shard}"),
            Node = owner is null ? "" : NameOf(owner.Identity.Id),
            Token = shard.Token,
            LeaseLeft = shard.LeaseLeft is { } left ? Duration.FromTimeSpan(left) : null,
            Activations = owner is { IsLive: true } ? owner.Figures.Activations[shard.Shard] : 0,
            CommandsWaiting = shard.CommandsWaiting,
            OldestCommand = Age(shard.OldestCommand),
        };
    }

    public static V1.NodeDecision Render(NodeDecision decision) => new()
    {
        Time = Timestamp.FromDateTimeOffset(decision.Time),
        Actor = decision.Actor,
        Drain = decision.Drains,
        Force = decision.IsForced,
        Decision = new V1.Decision { Reason = decision.Reason, Ticket = decision.Ticket },
    };

    /// <summary>Clocks may be set back: nothing is younger than now.</summary>
    private static Duration Age(TimeSpan age) => Duration.FromTimeSpan(age > TimeSpan.Zero ? age : TimeSpan.Zero);

    private static V1.Node.Types.State StateOf(NodeStanding standing) => standing switch
    {
        NodeStanding.Serving => V1.Node.Types.State.Serving,
        NodeStanding.Draining => V1.Node.Types.State.Draining,
        NodeStanding.Drained => V1.Node.Types.State.Drained,
        _ => V1.Node.Types.State.Gone,
    };
}
