using Orchestrator.Core.Leases;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Shards;

/// <summary>
/// What the shell is to do. An output that acts on the world comes only after the transition that decided it is
/// durable.
/// </summary>
public abstract record ShardOutput
{
    /// <summary>
    /// Make these durable, all or none, and say Written or WriteRefused with the number. Until it is answered the same
    /// activation has no other write; where the journal cannot be reached it is tried again until it is answered.
    /// </summary>
    public sealed record Write(long Number, IReadOnlyList<Transition> Transitions) : ShardOutput
    {
        /// <summary>
        /// The leases under which it was decided; empty where shards are not leased. Under others it is not to be
        /// written, even where the same node has got the shard back: what it has read since does not know of this.
        /// </summary>
        public IReadOnlyList<ShardLease> Under { get; init; } = [];
    }

    /// <summary>Call the adapter, and answer with CallAnswered.</summary>
    public sealed record Call(CallId Id, StepCall What) : ShardOutput;

    /// <summary>Ask the adapter what became of the call, and answer with ReadAnswered.</summary>
    public sealed record Read(CallId Id, StepCall What) : ShardOutput;

    /// <summary>Find the workflow that a step starts, and answer with ChildFound.</summary>
    /// <param name="Id">The parent's step.</param>
    /// <param name="Workflow">A definition's id, or <c>{id}@{version}</c>.</param>
    /// <param name="Order">What is asked for; its input is as the step gives it.</param>
    public sealed record StartChild(CallId Id, string Workflow, ActivationOrder Order) : ShardOutput;

    /// <summary>
    /// Find the workflow that deprovisions the order's service as it is now, ServiceBefore, and answer with TeardownFound.
    /// </summary>
    public sealed record FindTeardown(long Activation, ActivationOrder Order) : ShardOutput;

    /// <summary>
    /// Give an event to every other activation that waits for it, each once, however often this is asked for; and
    /// answer with Announced when all have it.
    /// </summary>
    /// <param name="Activation">The one that published it.</param>
    /// <param name="What">The event.</param>
    /// <param name="Order">What the activation was asked for.</param>
    public sealed record Announce(long Activation, Announcement What, ActivationOrder Order) : ShardOutput;

    /// <summary>Read the activation from the journal, and answer with Loaded.</summary>
    /// <param name="Activation">Its id.</param>
    /// <param name="Token">To be given back with it.</param>
    public sealed record Load(long Activation, long Token) : ShardOutput;

    /// <summary>Nothing of the shard is in memory, or on its way to the journal: it may be released.</summary>
    public sealed record HandedOver(int Shard) : ShardOutput;

    /// <summary>Say EndedElsewhere when that activation, which another node owns, has finished.</summary>
    public sealed record AwaitEndElsewhere(long Activation) : ShardOutput;

    /// <summary>
    /// Bring the claim to that activation, which another node owns; when it is carried out, and the service is not its
    /// own any more, say EndedElsewhere.
    /// </summary>
    public sealed record ClaimElsewhere(long Activation, SagaCommand.Claim What) : ShardOutput;

    /// <summary>A step wants a lane; say LaneGranted when its turn has come. It may be asked for again.</summary>
    public sealed record LaneWanted(string Lane, long Activation, string Step) : ShardOutput
    {
        /// <summary>The number of the step's call that is to begin, from 1: to be given back.</summary>
        public int Turn { get; init; } = 1;

        /// <summary>What holds in the lane.</summary>
        public LaneRule Rule { get; init; } = LaneRule.Default;
    }

    /// <summary>A step leaves its lane, or the lane's queue.</summary>
    public sealed record LaneLeft(string Lane, long Activation, string Step) : ShardOutput;

    /// <summary>
    /// These are all uses of lanes in the shards: whatever else is noted of them is over. Until this was told of all
    /// shards no lane is granted to anybody.
    /// </summary>
    public sealed record LanesUsed(IReadOnlyList<ShardLease> Shards, IReadOnlyList<LaneUse> Uses) : ShardOutput;

    /// <summary>Answer a ticket.</summary>
    public sealed record Reply(long Ticket, ReplyContent Content) : ShardOutput;

    /// <summary>The activation has events up to this one, durable: for watchers, logs and metrics.</summary>
    public sealed record Published(Transition Transition) : ShardOutput
    {
        /// <summary>What the activation was asked for.</summary>
        public ActivationOrder? Order { get; init; }

        /// <summary>The workflow version that it runs.</summary>
        public WorkflowId? Workflow { get; init; }

        private readonly long _startTime;

        /// <summary>When its workflow began; null where it has not.</summary>
        public DateTimeOffset? StartTime
        {
            get => _startTime == 0 ? null : new(_startTime, TimeSpan.Zero);
            init => _startTime = value?.UtcTicks ?? 0;
        }

        /// <summary>With its first transition: the ticket of the start that made it; else 0.</summary>
        public long Started { get; init; }
    }
}

/// <summary>A step that has a lane, or waits for it.</summary>
/// <param name="HasIt">It has begun: the lane is its own.</param>
public readonly record struct LaneUse(string Lane, long Activation, string Step, bool HasIt);

/// <summary>What a ticket is answered with.</summary>
public abstract record ReplyContent
{
    /// <summary>Done and durable.</summary>
    /// <param name="State">A snapshot that nobody changes any more.</param>
    public sealed record Accepted(SagaState State) : ReplyContent;

    /// <summary>The same request was carried out before: answer as it was answered then.</summary>
    /// <param name="Activation">The activation.</param>
    /// <param name="Sequence">An event of the transition that answered it; null: the first transition, once the
    /// request's hash was compared.</param>
    public sealed record Repeated(long Activation, long? Sequence) : ReplyContent;

    /// <summary>
    /// Another activation of the service is open.
    /// </summary>
    public sealed record ServiceBusy(long Activation) : ReplyContent
    {
        /// <summary>
        /// Whether the order may wait for that one, or take its place, is for its shard to say, which is another
        /// node's: the order is to be started again behind it, there. Else it is refused.
        /// </summary>
        public bool IsToBeAsked { get; init; }
    }

    /// <summary>
    /// A start: the service is another one than the order was checked against, and nobody has it now. Nothing has
    /// happened; the order is to be checked anew.
    /// </summary>
    /// <param name="Activation">The activation that changed it last.</param>
    public sealed record ServiceChanged(long Activation) : ReplyContent;

    public sealed record Refused(Refusal Why) : ReplyContent;

    /// <summary>There is no such activation.</summary>
    public sealed record NotFound : ReplyContent;

    /// <summary>
    /// Another node owns it now: ask there, with the same request id. It is not known whether it was carried out.
    /// </summary>
    /// <param name="Activation">The activation; 0: a new one, which did not come to be.</param>
    public sealed record Elsewhere(long Activation) : ReplyContent;
}

/// <summary>A call of an adapter operation.</summary>
/// <param name="Adapter">The instance.</param>
/// <param name="Operation">Its operation.</param>
/// <param name="Input">Sealed values are opened by the shell.</param>
/// <param name="IdempotencyKey"><c>{activation}/{step}/do</c> or <c>/undo</c>.</param>
/// <param name="Undoes">The key of the call that it undoes, or null.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Timeout">Then the answer is unknown.</param>
/// <param name="Order">Of the activation, for labels and traces.</param>
public sealed record StepCall(
    string Adapter,
    string Operation,
    Value Input,
    string IdempotencyKey,
    string? Undoes,
    int Attempt,
    TimeSpan Timeout,
    ActivationOrder Order);
