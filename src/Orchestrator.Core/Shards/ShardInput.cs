using Orchestrator.Core.Leases;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Shards;

/// <summary>Everything that can happen to the shards of a node.</summary>
public abstract record ShardInput
{
    /// <summary>A new activation is asked for. Answered with one Reply.</summary>
    /// <param name="Ticket">The caller's number for the answer; not 0.</param>
    /// <param name="Shard">The shard that it goes to, 0 to 63.</param>
    /// <param name="Order">What is asked for.</param>
    /// <param name="Plan">The workflow version, compiled.</param>
    /// <param name="UntilEnd">Answer when it has finished, instead of when it is accepted.</param>
    public sealed record Start(
        long Ticket, int Shard, ActivationOrder Order, WorkflowPlan Plan, bool UntilEnd) : ShardInput
    {
        /// <summary>
        /// An activation that had the service when the order was made, and that the order is to wait for, or to take the
        /// place of, if it may; 0 for none. Who waits is begun in its shard: all that wait for a service are in one queue then, whichever nodes they came
        /// to.
        /// </summary>
        public long Behind { get; init; }

        /// <summary>
        /// The activation that it is refused for; 0 for none. The journal still says whether it was accepted before.
        /// </summary>
        internal long RefusedFor { get; init; }

        /// <summary>The step of another activation that starts it; null: a caller does.</summary>
        internal CallId? For { get; init; }
    }

    /// <summary>The answer to <see cref="ShardOutput.StartChild"/>.</summary>
    /// <param name="Call">The parent's step.</param>
    /// <param name="Order">As it was asked for, with sensitive inputs sealed.</param>
    /// <param name="Plan">The workflow's version; null where it cannot be started.</param>
    /// <param name="Problem">Why it cannot, or null.</param>
    public sealed record ChildFound(CallId Call, ActivationOrder Order, WorkflowPlan? Plan, string? Problem)
        : ShardInput;

    /// <summary>The answer to <see cref="ShardOutput.FindTeardown"/>.</summary>
    /// <param name="Activation">The deprovisioning.</param>
    /// <param name="Service">The service that it was looked for.</param>
    /// <param name="Plan">The workflow; null where there is none: what is held is left to be undone from the ledger.</param>
    /// <param name="Input">What it gets, with sensitive values sealed.</param>
    /// <param name="Problem">Why there is none, or null.</param>
    public sealed record TeardownFound(
        long Activation, ServiceEntry Service, WorkflowPlan? Plan, Value Input, string? Problem) : ShardInput;

    /// <summary>The answer to <see cref="ShardOutput.Announce"/>: all that it is for have it, durably.</summary>
    /// <param name="Activation">The one that published it.</param>
    /// <param name="Event">The number of the announcement.</param>
    /// <param name="Reached">Activations that waited for it.</param>
    /// <param name="Started">Activations that it started.</param>
    public sealed record Announced(long Activation, long Event, int Reached, int Started) : ShardInput;

    /// <summary>A command for an activation. Answered with one Reply.</summary>
    public sealed record Command(long Ticket, long Activation, SagaCommand What) : ShardInput;

    /// <summary>Answer the ticket when the activation has finished; at once where it has.</summary>
    public sealed record AwaitEnd(long Ticket, long Activation) : ShardInput;

    /// <summary>Nobody waits for that ticket any more.</summary>
    public sealed record GiveUp(long Ticket, long Activation) : ShardInput;

    /// <summary>
    /// The answer to <see cref="ShardOutput.Load"/>, and how activations come back after a start: history in order.
    /// </summary>
    /// <param name="Plan">The plan of the version that the history names; null, with an empty history: there is no such
    /// activation.</param>
    public sealed record Loaded(long Activation, WorkflowPlan? Plan, IReadOnlyList<Transition> History) : ShardInput
    {
        /// <summary>What the journal's entry says of waking, so that it is not written again.</summary>
        public Wake Wake { get; init; }

        /// <summary>
        /// The token of the shard when it was asked for; of another one it is passed over. 0: not asked.
        /// </summary>
        public long Token { get; init; }

        /// <summary>
        /// Others come too, and lanes are theirs that had them before: nothing goes on until <see cref="Recovered"/>.
        /// </summary>
        public bool MoreToCome { get; init; }
    }

    /// <summary>All that was loaded with <see cref="Loaded.MoreToCome"/> goes on.</summary>
    public sealed record Recovered : ShardInput
    {
        /// <summary>
        /// Shards of which all is read that was awake; those that have been lost since are passed over.
        /// </summary>
        public IReadOnlyList<ShardLease> Leases { get; init; } = [];
    }

    /// <summary>
    /// These shards are owned from now on; what is awake of them comes with <see cref="Loaded.MoreToCome"/>, then
    /// <see cref="Recovered"/>.
    /// </summary>
    /// <param name="Leases">The shards, with their tokens.</param>
    /// <param name="GreatestId">No activation has an id above it; read after the shards were acquired.</param>
    public sealed record Gained(IReadOnlyList<ShardLease> Leases, long GreatestId) : ShardInput;

    /// <summary>
    /// These shards are not owned any more: what is in memory of them is forgotten, and not acted on.
    /// </summary>
    public sealed record Lost(IReadOnlyList<int> Shards) : ShardInput;

    /// <summary>
    /// These shards are to be given away: answered with <see cref="ShardOutput.HandedOver"/>, each when its writes are
    /// durable. Calls of theirs have ended, or their answers are not waited for.
    /// </summary>
    public sealed record HandOver(IReadOnlyList<int> Shards) : ShardInput;

    /// <summary>Those writes were not made, because a shard of each is not owned any more.</summary>
    public sealed record WritesLost(IReadOnlyList<long> Writes) : ShardInput;

    /// <summary>
    /// An activation that another node owns has ended, or given its service up: the answer to
    /// <see cref="ShardOutput.AwaitEndElsewhere"/> and <see cref="ShardOutput.ClaimElsewhere"/>.
    /// </summary>
    /// <param name="State">As the journal has it.</param>
    public sealed record EndedElsewhere(SagaState State) : ShardInput;

    /// <summary>
    /// From now on lanes are kept where all nodes see them: asked for with <see cref="ShardOutput.LaneWanted"/>. Comes
    /// once, before a shard is given away.
    /// </summary>
    public sealed record LanesShared : ShardInput;

    /// <summary>The lane is the step's. May come again.</summary>
    public sealed record LaneGranted(string Lane, long Activation, string Step) : ShardInput
    {
        /// <summary>As it was asked for.</summary>
        public int Turn { get; init; } = 1;
    }

    /// <summary>It wakes soon: it is loaded, unless it is in memory.</summary>
    public sealed record Awaken(long Activation) : ShardInput;

    /// <summary>An adapter answered a call.</summary>
    public sealed record CallAnswered(CallId Call, CallAnswer Answer) : ShardInput;

    /// <summary>An adapter answered a read-back.</summary>
    public sealed record ReadAnswered(CallId Call, ReadBack Answer) : ShardInput;

    /// <summary>Those writes are durable.</summary>
    public sealed record Written(IReadOnlyList<long> Writes) : ShardInput;

    /// <summary>
    /// A write was refused by the journal, whole: an activation with that request id, or an open one of that service,
    /// exists; or the service is another one than the activation was told.
    /// </summary>
    /// <param name="Write">The write.</param>
    /// <param name="Activation">The activation in it that was refused.</param>
    /// <param name="Because">The activation that is there already, or that changed the service last.</param>
    /// <param name="SameRequest">Whether it has the same caller and request id; else it occupies the service.</param>
    public sealed record WriteRefused(long Write, long Activation, long Because, bool SameRequest) : ShardInput
    {
        /// <summary>The service as it is now, where it has changed; null where something else is the reason.</summary>
        public ServiceEntry? Changed { get; init; }
    }

    /// <summary>
    /// It is to be looked whether the activation's due time is in jeopardy. Passed over where another node owns it. May
    /// come any number of times.
    /// </summary>
    /// <param name="Durations">What others took.</param>
    public sealed record LookAhead(long Activation, ObservedDurations Durations) : ShardInput;

    /// <summary>Time has passed: see <see cref="OwnedShards.NextWake"/>.</summary>
    public sealed record Tick : ShardInput;
}

/// <summary>
/// Names one attempt of a step's call or compensation; an answer to another attempt than the current one is dropped.
/// </summary>
public readonly record struct CallId(long Activation, string Step, bool Undo, int Attempt);

/// <summary>An adapter's answer, as the core knows it.</summary>
public abstract record CallAnswer
{
    public sealed record Succeeded(Value Output) : CallAnswer
    {
        public IReadOnlyList<ResourceFact>? Resources { get; init; }

        /// <summary>Why what it made may not be used, and the workflow fails; null where it may.</summary>
        public StepError? Conflict { get; init; }
    }

    /// <param name="RetryAfter">Not before this long; null for the step's own policy.</param>
    public sealed record Failed(StepError Error, TimeSpan? RetryAfter = null) : CallAnswer;

    public sealed record Unknown(string Message) : CallAnswer
    {
        /// <summary>
        /// What the call makes if it is done, as its adapter tells from its input; empty for nothing, null where it cannot
        /// tell.
        /// </summary>
        public IReadOnlyList<ResourceFact>? Resources { get; init; }
    }

    /// <summary>The adapter was not called, because the process is to end.</summary>
    public sealed record NotMade : CallAnswer;
}

/// <summary>What a read-back told.</summary>
public abstract record ReadBack
{
    public sealed record Done(Value Output) : ReadBack
    {
        public IReadOnlyList<ResourceFact>? Resources { get; init; }

        /// <summary>Why what it made may not be used, and the workflow fails; null where it may.</summary>
        public StepError? Conflict { get; init; }
    }

    public sealed record NotDone : ReadBack;

    public sealed record StillUnknown(string Message) : ReadBack;
}
