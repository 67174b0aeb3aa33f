namespace Orchestrator.Engine.Ports;

/// <summary>
/// What people decided about nodes, for good. Where the database cannot be reached, every method throws
/// <see cref="JournalUnavailableException"/>.
/// </summary>
public interface INodeDecisions
{
    /// <summary>Keeps a decision that is allowed, once for each request id of its actor.</summary>
    /// <param name="decision">What was decided.</param>
    /// <param name="verdict">What <see cref="DrainRule"/> says of it: kept only where that is Decided.</param>
    /// <param name="cancellation">Ends the waiting; it may be kept all the same.</param>
    /// <returns>Repeated or RequestIdReused where the request id was used; else the verdict.</returns>
    Task<NodeDecisionOutcome> KeepAsync(
        NewNodeDecision decision, NodeDecisionOutcome verdict, CancellationToken cancellation);

    /// <summary>The last ones about a node, the newest first.</summary>
    Task<IReadOnlyList<NodeDecision>> ReadAsync(string node, int max, CancellationToken cancellation);
}

/// <summary>A person's decision about a node.</summary>
/// <param name="Node">Its id.</param>
/// <param name="Drains">It is drained from then on; false: it is not any more.</param>
/// <param name="IsForced">Though no other node takes anything new in.</param>
/// <param name="Actor">Who.</param>
/// <param name="Reason">Why.</param>
/// <param name="Ticket">Where it was decided; may be empty.</param>
/// <param name="Time">When.</param>
public sealed record NodeDecision(
    string Node, bool Drains, bool IsForced, string Actor, string Reason, string Ticket, DateTimeOffset Time);

/// <param name="RequestId">Unique for each actor.</param>
/// <param name="RequestHash">Of the whole request.</param>
public sealed record NewNodeDecision(NodeDecision What, string RequestId, string RequestHash);

/// <summary>What became of a decision.</summary>
public enum NodeDecisionOutcome
{
    /// <summary>It is kept, and the node is told.</summary>
    Decided,

    /// <summary>It was made before, under the same request id: nothing was done.</summary>
    Repeated,

    /// <summary>The request id was used for another one.</summary>
    RequestIdReused,

    NoSuchNode,

    /// <summary>No other node takes anything new in, and it was not forced.</summary>
    LastNode,

    /// <summary>The node is not there any more.</summary>
    Gone,

    /// <summary>The node's process is ending.</summary>
    Leaving,
}
