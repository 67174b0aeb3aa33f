using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Shards;

/// <summary>
/// An activation in memory: its state, and what is not a fact: what waits for it, and what waits for the journal.
/// </summary>
internal sealed class SagaSlot(long id, LaneTable lanes) : ILanes
{
    private long _timer;
    private long _lastInput;

    public long Id { get; } = id;

    /// <summary>Null while it is being loaded.</summary>
    public SagaState? State { get; set; }

    /// <summary>Whether a write of it is under way; inputs wait until it is durable.</summary>
    public bool IsWriting { get; set; }

    /// <summary>
    /// Whether it was read with others of its shard, and goes on when all of them are there; until then inputs wait.
    /// </summary>
    public bool IsRecovering { get; set; }

    /// <summary>It takes inputs now.</summary>
    public bool IsReady => State is not null && !IsWriting && !IsRecovering;

    /// <summary>The start that made it, until it is durable.</summary>
    public ShardInput.Start? Start { get; set; }

    /// <summary>Inputs that came while it was being loaded or written.</summary>
    public Queue<ShardInput>? Waiting { get; private set; }

    /// <summary>Transitions that go into the next write, mostly one: the array is handed on as it is.</summary>
    public Transition[] Unwritten { get; set; } = [];

    /// <summary>Outputs that are released when what was decided is durable.</summary>
    public List<ShardOutput> Released { get; } = new(2);

    /// <summary>What other activations are told when what was decided is durable.</summary>
    public List<(long To, ShardInput What)>? Notices { get; set; }

    /// <summary>What children wanted to do, or a parent wanted of it, while it was being undone.</summary>
    public List<ShardInput>? LeftForNow { get; set; }

    /// <summary>Commands whose answers are in <see cref="Released"/>, in case the write is refused.</summary>
    public List<long>? Tickets { get; set; }

    /// <summary>Tickets that are answered at the end.</summary>
    public List<long>? EndTickets { get; set; }

    /// <summary>The lanes that its steps have, or wait for, with the turn that each wants or has had last.</summary>
    public Dictionary<string, (string Lane, int Turn)>? Lanes { get; set; }

    /// <summary>Steps that have come to a lane which is kept elsewhere, and have not asked for it.</summary>
    public List<string>? LanesWanted { get; private set; }

    /// <summary>What lists know of it; null before the first write.</summary>
    public ActivationEntry? Entry { get; set; }

    /// <summary>What it is known to wait for that others bring.</summary>
    public IReadOnlyCollection<Awaited> Awaited { get; set; } = [];

    /// <summary>
    /// Whether something waits to be written, released, told or asked for. A step that comes to a lane which is kept
    /// elsewhere asks for it without an event.
    /// </summary>
    public bool HasSomethingToSay =>
        Unwritten.Length > 0
        || Released.Count > 0
        || Notices is { Count: > 0 }
        || LanesWanted is { Count: > 0 };

    /// <summary>The id as people see it.</summary>
    public string Name => ActivationId.ToText(Id);

    public ServiceEntry? Service { get; set; }

    /// <summary>When the timer that is set for it goes off; null for none.</summary>
    public DateTimeOffset? Timer
    {
        get => _timer == 0 ? null : new(_timer, TimeSpan.Zero);
        set => _timer = value?.UtcTicks ?? 0;
    }

    /// <summary>When something came to it last, other than the passing of time; null for never.</summary>
    public DateTimeOffset? LastInput
    {
        get => _lastInput == 0 ? null : new(_lastInput, TimeSpan.Zero);
        set => _lastInput = value?.UtcTicks ?? 0;
    }

    /// <summary>It has given its service up in what is to be written, and waits for it.</summary>
    public bool HasYielded { get; set; }

    /// <summary>Once loaded, it waits behind this activation; 0 for none.</summary>
    public long Requeue { get; set; }

    /// <summary>Once loaded, it takes its service, which is this now; null: it does not.</summary>
    public ServiceEntry? Left { get; set; }

    /// <summary>Once loaded, it falls out with this message.</summary>
    public string? Broken { get; set; }

    /// <summary>Takes a lane for one of its steps, or joins the lane's queue.</summary>
    public bool TryTake(string lane, string step, int turn, DateTimeOffset since, DateTimeOffset now)
    {
        var isKnown = Lanes?.TryGetValue(step, out var before) == true && before == (lane, turn);
        (Lanes ??= new(StringComparer.Ordinal))[step] = (lane, turn);
        if (lanes.TryTake(lane, new LaneUser(Id, step), turn, since, now))
            return true;

        // What was asked for is not asked for again: each time would count.
        if (lanes.IsShared && !isKnown)
            (LanesWanted ??= []).Add(step);
        return false;
    }

    public bool HasRate(string lane) => lanes.RuleOf(lane).Rate is not null;

    /// <summary>
    /// Whose children end one after the other is not read again for each of them: it leaves memory when none has ended
    /// for a while.
    /// </summary>
    public bool StaysFor(DateTimeOffset now, out DateTimeOffset until)
    {
        until = (LastInput ?? DateTimeOffset.MinValue) + Waking.Horizon;
        return State!.ChildrenOpen > 0 && until > now;
    }

    public void Notify((long To, ShardInput What) notice) => (Notices ??= []).Add(notice);

    public void Wait(ShardInput input) => (Waiting ??= new()).Enqueue(input);
}
