using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Shards;

/// <summary>
/// The shards that a node owns, run as one: inputs in, outputs out. Synchronous and deterministic: no I/O, no clock, no
/// threads. One caller at a time.
/// </summary>
/// <remarks>
/// The rule that everything here serves: what an input causes is first written; only when it is durable is it acted on
/// or answered; and until then the activation takes no other input. So a crash loses nothing that anybody saw, and
/// doubles nothing.
/// </remarks>
/// <param name="lastIds">The last id that each shard has given, from the journal.</param>
/// <param name="turnsMax">
/// Activities that may run in one transition; past it the workflow fails, WORKFLOW_RUNAWAY. At least 1.
/// </param>
/// <param name="lanes">What holds in lanes; null: one step at a time in each.</param>
/// <param name="windows">When calls may begin; null: always.</param>
public sealed partial class OwnedShards(
    IReadOnlyDictionary<int, long> lastIds,
    int turnsMax = OwnedShards.TurnsMaxDefault,
    LaneRules? lanes = null,
    WindowCalendar? windows = null)
{
    /// <summary>What fits workflows as people write them, with much to spare.</summary>
    public const int TurnsMaxDefault = 10_000;

    private readonly Dictionary<int, long> _lastIds = new(lastIds);
    private readonly SlotTable _slots = new();
    private readonly Dictionary<long, (SagaSlot Slot, SagaSlot[] Heirs)> _writes = [];
    private readonly PriorityQueue<long, DateTimeOffset> _timers = new();
    private readonly LaneTable _lanes = new(lanes ?? LaneRules.None);
    private readonly ServiceQueues _services = new();
    private ICollection<ShardOutput> _outputs = [];
    private DateTimeOffset _now;
    private long _lastWrite;

    /// <summary>Where activations have been before, what they began lately is not known.</summary>
    private bool _isBegun = lastIds.Count == 0;

    /// <summary>When <see cref="ShardInput.Tick"/> is due next; null: not before another input.</summary>
    public DateTimeOffset? NextWake =>
        _timers.TryPeek(out _, out var time) && !(_lanes.NextWake < time) ? time : _lanes.NextWake;

    /// <summary>
    /// Told of each activity whose turn it is, and in which activation: for coverage. Not told again of what is loaded.
    /// </summary>
    public Action<SagaState, Activity>? TurnBegins
    {
        get => _burst.TurnBegins;
        init => _burst.TurnBegins = value;
    }

    /// <summary>How many activations are in memory.</summary>
    public int Count => _slots.Count;

    /// <summary>How many there are in each shard, 0 to 63; may be looked at by any thread, a little late.</summary>
    public IReadOnlyList<int> CountByShard => _slots.CountByShard;

    /// <summary>Takes in one input.</summary>
    /// <param name="input">What happened.</param>
    /// <param name="now">When; never earlier than in a call before.</param>
    /// <param name="outputs">What the shell is to do is added here, in order.</param>
    public void Handle(ShardInput input, DateTimeOffset now, ICollection<ShardOutput> outputs)
    {
        _now = now;
        _outputs = outputs;
        if (!_isBegun)
            (_isBegun, _lanes.KnownFrom) = (true, now);
        switch (input)
        {
            case ShardInput.Start it: Enter(it); break;
            case ShardInput.Command it: Deliver(it.Activation, it, loads: true); break;
            case ShardInput.AwaitEnd it: Deliver(it.Activation, it, loads: true); break;
            case ShardInput.GiveUp it: GiveUp(it); break;
            case ShardInput.CallAnswered it: Deliver(it.Call.Activation, it, loads: false); break;
            case ShardInput.ReadAnswered it: Deliver(it.Call.Activation, it, loads: false); break;
            case ShardInput.ChildFound it: TakeIn(it); break;
            case ShardInput.TeardownFound it: Deliver(it.Activation, it, loads: false); break;
            case ShardInput.Announced it: Deliver(it.Activation, it, loads: false); break;
            case ShardInput.Loaded it: TakeIn(it); break;
            case ShardInput.Recovered it: GoOn(it); break;
            case ShardInput.Awaken it: Awaken(it.Activation); break;
            case ShardInput.Written it: TakeIn(it); break;
            case ShardInput.WriteRefused it: TakeIn(it); break;
            case ShardInput.Tick: Tick(); break;
            case ShardInput.Gained it: TakeIn(it); break;
            case ShardInput.Lost it: TakeIn(it); break;
            case ShardInput.HandOver it: _leaving |= _owned & BitsOf(it.Shards); break;
            case ShardInput.WritesLost it: TakeIn(it); break;
            case ShardInput.EndedElsewhere it: GoOnAfter(it.State); break;
            case ShardInput.LanesShared: ShareLanes(); break;
            case ShardInput.LaneGranted it: TakeIn(it); break;
            case ShardInput.LookAhead it: Deliver(it.Activation, it, loads: true); break;
            default: throw new InvalidOperationException($"Input {input.GetType().Name} is not known.");
        }

        if (_leaving != 0)
            SettleLeaving();
    }

    private void Begin(ShardInput.Start start, long behind)
    {
        if ((_owned & ~_gaining & ~_leaving & (1UL << start.Shard)) == 0)
        {
            // A child's start comes again when its parent goes on at its new owner.
            if (start.For is null)
                _outputs.Add(new ShardOutput.Reply(start.Ticket, new ReplyContent.Elsewhere(0)));
            return;
        }

        var id = ActivationId.Next(_lastIds.GetValueOrDefault(start.Shard), _now, start.Shard);
        _lastIds[start.Shard] = id;
        var order = start.Order.Action == ActivationAction.Provision
            ? start.Order with { Service = ActivationId.ToText(id) }
            : start.Order;
        var slot = new SagaSlot(id, _lanes) { State = new SagaState(id, start.Plan), Start = start };
        _slots.Add(id, slot);
        if (start.UntilEnd)
            slot.EndTickets = [start.Ticket];
        if (behind != 0)
            _services.Join(id, order);

        Run(slot, (order, behind), static (burst, start) => burst.Accept(start.order, start.behind));
        if (!start.UntilEnd && start.For is null)
            slot.Released.Add(new ShardOutput.Reply(start.Ticket, new ReplyContent.Accepted(slot.State.Snapshot())));
        Flush(slot);
    }

    private void Deliver(long activation, ShardInput input, bool loads)
    {
        if (!_slots.TryGetValue(activation, out var slot))
        {
            if (!loads)
                return;
            if (!Has(_owned & ~_leaving, activation))
            {
                SendOn(input);
                return;
            }

            slot = Load(activation);
        }

        if (!slot.IsReady)
        {
            slot.Wait(input);
            return;
        }

        Process(slot, input);
        Flush(slot);
    }

    private SagaSlot Load(long activation)
    {
        var slot = new SagaSlot(activation, _lanes);
        _slots.Add(activation, slot);
        if (Has(_gaining, activation))
            _askedFor.Add(activation);
        else
            _outputs.Add(new ShardOutput.Load(activation, _tokens[ActivationId.Shard(activation)]));
        return slot;
    }

    private void Process(SagaSlot slot, ShardInput input)
    {
        if (input is not ShardInput.Tick)
            slot.LastInput = _now;
        switch (input)
        {
            case ShardInput.Command it: Carry(slot, it); break;
            case ShardInput.AwaitEnd it: AwaitEnd(slot, it.Ticket); break;
            case ShardInput.CallAnswered it:
                Run(slot, it, static (burst, it) => burst.Answer(it.Call, it.Answer));
                break;
            case ShardInput.ReadAnswered it:
                Run(slot, it, static (burst, it) => burst.AnswerRead(it.Call, it.Answer));
                break;
            case ShardInput.Announced it:
                Run(slot, it, static (burst, it) => burst.Delivered(it.Event, it.Reached, it.Started));
                break;
            case ShardInput.TeardownFound it: Run(slot, it, static (burst, it) => burst.BeginTeardown(it)); break;
            case ChildIsThere it:
                Run(slot, it, static (burst, it) => burst.BeginChild(it.Step, it.Child, it.IsOld));
                break;
            case ChildHasEnded it: Run(slot, it, static (burst, it) => burst.EndChild(it.Step, it.End)); break;
            case ErrandIsDone it: Run(slot, it, static (burst, it) => burst.HaveTold(it.Step, it.Since)); break;
            case PassWanted it: LetPass(slot, it); break;
            case PassGranted it: Pass(slot, it); break;
            case ErrandCame it: CarryOut(slot, it.What); break;
            case ServiceWanted it: Enter(slot, it.What); break;
            case ServiceClaimed it: Settle(slot, it.What); break;
            case TurnIsDelayed it: Run(slot, it, static (burst, it) => burst.DelayTurn(it.Why)); break;
            case LaneFreed it: Run(slot, it, static (burst, it) => burst.EnterLane(it.Step)); break;
            case ShardInput.LookAhead it:
                Run(slot, it, static (burst, it) => burst.LookAhead(it.Durations));
                break;
            case ShardInput.Tick: Run(slot, static burst => burst.Tick()); break;
        }
    }

    private void Carry(SagaSlot slot, ShardInput.Command command)
    {
        var state = slot.State!;
        var who = command.What.Who;
        if (command.What is SagaCommand.Claim claim)
        {
            Settle(slot, claim);
            Answer(slot, command.Ticket, new ReplyContent.Accepted(state.Snapshot()));
            return;
        }

        if (state.FindRequest(who.Actor, who.RequestId) is { } before)
        {
            Answer(slot, command.Ticket, before.Hash == who.RequestHash
                ? new ReplyContent.Repeated(slot.Id, before.Sequence)
                : new ReplyContent.Refused(new Refusal(
                    RefusalReason.RequestIdReused,
                    $"Request id '{who.RequestId}' was used for another request to "
                        + $"activations/{ActivationId.ToText(slot.Id)}. Use a new one.")));
            return;
        }

        Refusal? refusal = null;
        if (!Run(slot, burst => refusal = burst.Carry(command.What)))
        {
            _outputs.Add(new ShardOutput.Reply(command.Ticket, Broken(slot)));
            return;
        }

        Answer(slot, command.Ticket, refusal is null
            ? new ReplyContent.Accepted(state.Snapshot())
            : new ReplyContent.Refused(refusal));
    }

    private static void Answer(SagaSlot slot, long ticket, ReplyContent content)
    {
        (slot.Tickets ??= []).Add(ticket);
        slot.Released.Add(new ShardOutput.Reply(ticket, content));
    }

    private static void AwaitEnd(SagaSlot slot, long ticket)
    {
        if (slot.State!.IsFinished)
            slot.Released.Add(new ShardOutput.Reply(ticket, new ReplyContent.Accepted(slot.State.Snapshot())));
        else
            (slot.EndTickets ??= []).Add(ticket);
    }

    private void GiveUp(ShardInput.GiveUp it)
    {
        if (_slots.TryGetValue(it.Activation, out var slot))
            slot.EndTickets?.Remove(it.Ticket);
    }

    private void Tick()
    {
        while (_timers.TryPeek(out var activation, out var time) && time <= _now)
        {
            _timers.Dequeue();
            if (!_slots.TryGetValue(activation, out var slot) || slot.Timer != time)
                continue;

            slot.Timer = null;
            Deliver(activation, new ShardInput.Tick(), loads: false);
        }

        TakeTurns(_lanes.Tick(_now));
    }

    /// <summary>The lane that a step waited for is its own now.</summary>
    private sealed record LaneFreed(string Step) : ShardInput;
}
