using Orchestrator.Core.Leases;
using Orchestrator.Core.Shards;

namespace Orchestrator.Engine.Ports;

/// <summary>
/// What the nodes on one database share beside the journal: who they are, which shards each owns, lanes, and what one
/// sends to another. Implemented for PostgreSQL; the protocol of leases is written down in docs/leases.md. Where the
/// database cannot be reached, every method throws <see cref="JournalUnavailableException"/>.
/// </summary>
public interface IClusterStore
{
    /// <summary>Makes this process a node.</summary>
    /// <returns>Its number, which no process before had.</returns>
    /// <exception cref="ShardsOwnedException">
    /// A process owns all shards that knows nothing of leases, or the others have another sealing key.
    /// </exception>
    Task<long> JoinAsync(NodeIdentity node, LeaseTerms terms, CancellationToken cancellation);

    /// <summary>Says that the node lives, renews all that it owns, and tells how everything is then.</summary>
    /// <param name="isLeaving">Its process ends, and it gives its shards away; once said it stays so.</param>
    /// <param name="figures">How it is with it.</param>
    /// <param name="cancellation">Ends the waiting; it may be done all the same.</param>
    /// <exception cref="OwnershipLostException">Another process is this node now.</exception>
    Task<LeaseView> RenewAsync(bool isLeaving, NodeFigures figures, CancellationToken cancellation);

    /// <summary>Takes those that are free; writes of their owners before are over then.</summary>
    Task<IReadOnlyList<ShardLease>> AcquireAsync(IReadOnlyList<int> shards, CancellationToken cancellation);

    /// <summary>Gives shards back, and tells the other nodes.</summary>
    Task ReleaseAsync(IReadOnlyList<int> shards, CancellationToken cancellation);

    /// <summary>The node is no more; it owns nothing.</summary>
    Task LeaveAsync(CancellationToken cancellation);

    /// <summary>All nodes that are remembered, and all leases.</summary>
    Task<ClusterPicture> DescribeAsync(CancellationToken cancellation);

    /// <summary>
    /// Keeps a decision about a node, and marks the node as it says, in one transaction, unless <see cref="DrainRule"/>
    /// does not allow it; then tells all nodes.
    /// </summary>
    Task<NodeDecisionOutcome> DecideAsync(NewNodeDecision decision, CancellationToken cancellation);

    /// <summary>No activation has an id above it; 0 where there is none.</summary>
    Task<long> ReadGreatestIdAsync(CancellationToken cancellation);

    /// <summary>
    /// Lanes are kept in memory from now on, by this node: it owns everything. False where it does not.
    /// </summary>
    Task<bool> ForgetLanesAsync(CancellationToken cancellation);

    /// <summary>All uses of lanes in these shards; whatever else was noted of them is over.</summary>
    /// <returns>Lanes to look at again.</returns>
    Task<IReadOnlyList<LaneLater>> KeepLanesAsync(
        IReadOnlyList<int> shards, IReadOnlyList<LaneChange> uses, CancellationToken cancellation);

    /// <summary>Steps come to lanes and leave them, in order.</summary>
    /// <param name="changes">The steps.</param>
    /// <param name="again">Lanes that are looked at though nothing comes or leaves, for time has passed.</param>
    /// <param name="cancellation">Ends the waiting; it may be done all the same.</param>
    Task<LaneTurns> ChangeLanesAsync(
        IReadOnlyList<LaneChange> changes, IReadOnlyList<string> again, CancellationToken cancellation);

    /// <summary>Steps of these shards that have their lanes, and do not wait for another turn.</summary>
    Task<IReadOnlyList<LaneChange>> ReadLanesAsync(IReadOnlyList<int> shards, CancellationToken cancellation);

    /// <summary>Sends a command to whoever owns the activation's shard.</summary>
    /// <returns>Its number, by which the answer comes.</returns>
    Task<long> SendAsync(long activation, string content, CancellationToken cancellation);

    /// <summary>Commands for these shards that nobody has answered, oldest first.</summary>
    Task<IReadOnlyList<SentCommand>> ReadCommandsAsync(IReadOnlyList<int> shards, CancellationToken cancellation);

    /// <summary>Answers a command, and tells the asker.</summary>
    Task AnswerAsync(SentCommand command, string answer, CancellationToken cancellation);

    /// <summary>Takes the answers out that came for this node.</summary>
    Task<IReadOnlyList<(long Number, string Content)>> TakeAnswersAsync(CancellationToken cancellation);

    /// <summary>Says a word to all nodes, this one too; at most once to each, and perhaps not.</summary>
    Task TellAsync(ClusterWord word, CancellationToken cancellation);

    /// <summary>
    /// Hears what is said, until it is cancelled. <see cref="ClusterWord.Missed"/> comes after it was deaf for a while.
    /// </summary>
    Task ListenAsync(Action<ClusterWord> heard, CancellationToken cancellation);
}

/// <param name="Id">The place, which outlives the process: it names a folder that one process at a time has.</param>
/// <param name="Address">Where it serves.</param>
/// <param name="Version">Of the program.</param>
public sealed record NodeIdentity(string Id, string Address, string Version)
{
    /// <summary>The machine's name.</summary>
    public string Host { get; init; } = "";

    /// <summary>
    /// Stands for the key that sensitive values are sealed with, without telling it: all nodes must have the same.
    /// </summary>
    public string SealingKey { get; init; } = "";
}

/// <summary>A step that comes to a lane, or leaves it.</summary>
/// <param name="Comes">Or has it, where uses are told.</param>
public sealed record LaneChange(bool Comes, string Lane, long Activation, string Step)
{
    /// <summary>The number of the step's call that is to begin, or may, from 1.</summary>
    public int Turn { get; init; } = 1;

    /// <summary>What holds in the lane, as the node is set that the step is of.</summary>
    public LaneRule Rule { get; init; } = LaneRule.Default;
}

/// <param name="Granted">
/// Of those that came: whose turn it is. Who gets a turn later is told by <see cref="ClusterWord.Lane"/>.
/// </param>
/// <param name="Later">Lanes to look at again.</param>
public sealed record LaneTurns(IReadOnlyList<LaneChange> Granted, IReadOnlyList<LaneLater> Later);

/// <summary>A lane in which only time is in the way of who waits there.</summary>
public sealed record LaneLater(string Lane, TimeSpan After);

/// <param name="Asker">The number of the node that sent it.</param>
public sealed record SentCommand(long Number, long Activation, long Asker, string Content);
