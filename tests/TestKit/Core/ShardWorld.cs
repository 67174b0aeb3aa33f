using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Xunit;

namespace Orchestrator.TestKit.Core;

/// <summary>
/// The shards of one node, in a world of its own: a journal that is a list, a clock that is set, and adapters that
/// answer what the test says. Everything runs when the test says so; a crash is a new <see cref="OwnedShards"/> on the
/// same journal.
/// </summary>
public sealed class ShardWorld
{
    private readonly WorkflowPlan _plan;
    private readonly Dictionary<string, WorkflowPlan> _plans;
    private readonly Queue<ShardOutput> _undone = new();
    private readonly Dictionary<string, Queue<CallAnswer>> _answers = [];
    private readonly Dictionary<string, Queue<ReadBack>> _readBacks = [];
    private readonly Dictionary<long, ActivationEntry> _entries = [];
    private readonly HashSet<(long Activation, Awaited What)> _awaits = [];
    private readonly Dictionary<long, long> _ends = [];
    private readonly Dictionary<long, Delivery> _deliveries = [];
    private OwnedShards _shards = new(new Dictionary<int, long>());
    private LaneRules _lanes = LaneRules.None;
    private WindowCalendar? _windows;
    private long _lastTicket;

    /// <param name="plan">What activations run that the test starts.</param>
    /// <param name="others">What steps of it start.</param>
    public ShardWorld(WorkflowPlan plan, params WorkflowPlan[] others)
    {
        _plan = plan;
        _plans = others.Prepend(plan).ToDictionary(one => one.Id.Definition);
    }

    public DateTimeOffset Now { get; private set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What holds in lanes, from the next process on.</summary>
    public LaneRules Lanes
    {
        get => _lanes;
        set
        {
            _lanes = value;
            Renew();
        }
    }

    /// <summary>When calls may begin, from the next process on.</summary>
    public WindowCalendar? Windows
    {
        get => _windows;
        set
        {
            _windows = value;
            Renew();
        }
    }

    /// <summary>What is durable.</summary>
    public List<Transition> Journal { get; } = [];

    /// <summary>The calls that reached the adapter, as "operation" or "operation?" for read-backs, in order.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Inputs of the calls, by idempotency key.</summary>
    public Dictionary<string, Value> Inputs { get; } = [];

    public Dictionary<long, ReplyContent> Replies { get; } = [];

    /// <summary>Finds what ends a service that has become another one; at first nobody knows.</summary>
    public Func<ShardOutput.FindTeardown, ShardInput.TeardownFound> Teardowns { get; set; } = static wanted =>
        new(wanted.Activation, wanted.Order.ServiceBefore!, null, Value.Null, null);

    public Dictionary<string, ServiceEntry> Services { get; } = [];

    /// <summary>What services hold.</summary>
    public MemoryLedger Ledger { get; } = new();

    /// <summary>Operations that answer only when the test says so.</summary>
    public HashSet<string> Slow { get; } = [];

    public List<(CallId Id, StepCall What)> InFlight { get; } = [];

    /// <summary>While false, writes wait.</summary>
    public bool JournalWorks { get; set; } = true;

    public int InMemory => _shards.Count;

    public DateTimeOffset? NextWake => _shards.NextWake;

    /// <summary>The one activation that most tests have.</summary>
    public long Id => Journal[0].Activation;

    public SagaState State => StateOf(Id);

    /// <summary>The names of the activation's events, in order.</summary>
    public IEnumerable<string> Events => EventsOf(Id).Select(happened => happened.Type);

    public IEnumerable<SagaEvent> EventsOf(long id) =>
        Journal.Where(transition => transition.Activation == id).SelectMany(transition => transition.Events);

    public SagaState StateOf(long id) =>
        SagaState.Fold(id, PlanOf(id)!, Journal.Where(transition => transition.Activation == id));

    /// <summary>The next calls of the operation get these answers; after them, success with an empty output.</summary>
    public ShardWorld Answers(string operation, params CallAnswer[] answers)
    {
        _answers[operation] = new(answers);
        return this;
    }

    /// <summary>The next read-backs of the operation get these answers; after them, done.</summary>
    public ShardWorld ReadsBack(string operation, params ReadBack[] answers)
    {
        _readBacks[operation] = new(answers);
        return this;
    }

    /// <param name="order">What is asked for; null: something.</param>
    /// <param name="untilEnd">Answered at its end.</param>
    /// <param name="behind">Who has the service.</param>
    /// <param name="workflow">Which of the world's plans; null: the first.</param>
    public long Start(
        ActivationOrder? order = null, bool untilEnd = false, long behind = 0, string? workflow = null)
    {
        var ticket = ++_lastTicket;
        order ??= new ActivationOrder("tester", "request-" + ticket, "hash", "customer");
        Handle(new ShardInput.Start(ticket, 0, order, workflow is null ? _plan : _plans[workflow], untilEnd)
        {
            Behind = behind,
        });
        Run();
        return ticket;
    }

    public ReplyContent Send(SagaCommand command, long? activation = null)
    {
        var ticket = ++_lastTicket;
        Handle(new ShardInput.Command(ticket, activation ?? Id, command));
        Run();
        return Replies[ticket];
    }

    public static Who By(string requestId, string hash = "hash") => new("agnes", requestId, hash, "because", "T-1");

    /// <summary>The oldest slow call is answered.</summary>
    public void AnswerSlow(CallAnswer? answer = null)
    {
        var (id, what) = InFlight[0];
        InFlight.RemoveAt(0);
        Handle(new ShardInput.CallAnswered(id, answer ?? NextAnswer(what.Operation)));
        Run();
    }

    /// <summary>
    /// Time passes; whatever is due on the way, in memory or asleep in the journal, is done when it is due.
    /// </summary>
    public void Advance(TimeSpan time)
    {
        var until = Now + time;
        while (NextDue() is { } due && due <= until)
        {
            Now = due > Now ? due : Now;
            foreach (var sleeper in Sleepers().Where(sleeper => sleeper.At <= Now).ToArray())
            {
                _woken.Add(sleeper);
                Handle(Load(sleeper.Id));
            }

            Handle(new ShardInput.Tick());
            Run();
        }

        Now = until;
    }

    /// <summary>Those that were woken, and have not said since when they wake again.</summary>
    private readonly HashSet<(long Id, DateTimeOffset At)> _woken = [];

    private void Renew()
    {
        if (Journal.Count == 0)
            _shards = new OwnedShards(new Dictionary<int, long>(), lanes: _lanes, windows: _windows);
    }

    private DateTimeOffset? NextDue() =>
        Sleepers().Select(sleeper => (DateTimeOffset?)sleeper.At).Append(_shards.NextWake).Min();

    private IEnumerable<(long Id, DateTimeOffset At)> Sleepers() =>
        _entries.Where(entry => entry.Value.Wake.At is not null).Select(
            entry => (entry.Key, entry.Value.Wake.At!.Value)).Where(sleeper => !_woken.Contains(sleeper));

    /// <summary>
    /// The process dies: what is not in the journal is gone, calls in flight are never answered; and another one
    /// begins.
    /// </summary>
    public void Crash()
    {
        _undone.Clear();
        _woken.Clear();
        InFlight.Clear();
        _deliveries.Clear();
        _shards = new OwnedShards(Journal.GroupBy(transition => ActivationId.Shard(transition.Activation))
            .ToDictionary(group => group.Key, group => group.Max(transition => transition.Activation)),
            lanes: _lanes,
            windows: _windows);
        foreach (var id in _entries.Where(
            entry => entry.Value.Wake.Always
                || entry.Value.Wake.At <= Now).Select(entry => entry.Key).Union(_ends.Keys).Order())
            Handle(Load(id));
        Run();
    }

    /// <summary>
    /// Starts an activation, and has the process die before one of the things that the shards want; where nothing was
    /// durable by then, its caller asks again.
    /// </summary>
    /// <returns>How many things were wanted in all.</returns>
    public int RunCrashingAfter(int things) =>
        RunCrashingAfter(things, () => Enqueue(NewStart("r-1")), () => Journal.Count == 0);

    /// <summary>The same with a command, which its caller sends again after the crash.</summary>
    public int RunCrashingAfter(int things, SagaCommand command, long? activation = null) =>
        RunCrashingAfter(things, () => Enqueue(NewCommand(command, activation)), () => true);

    private int RunCrashingAfter(int things, Action ask, Func<bool> asksAgain)
    {
        ask();
        for (var done = 0; done < 1000; done++)
        {
            if (done == things)
            {
                Crash();
                if (asksAgain())
                    ask();
            }

            if (!RunOne())
                return done;
        }

        throw new InvalidOperationException("The shards want ever more.");
    }

    /// <summary>Does what the shards want, until they want nothing more.</summary>
    public void Run()
    {
        var postponed = new List<ShardOutput>();
        while (_undone.TryDequeue(out var output))
        {
            if (output is ShardOutput.Write && !JournalWorks)
                postponed.Add(output);
            else
                Do(output);
        }

        postponed.ForEach(_undone.Enqueue);
    }

    /// <summary>Does one thing that the shards want; false where there is none.</summary>
    public bool RunOne()
    {
        if (!_undone.TryDequeue(out var output))
            return false;

        Do(output);
        return true;
    }

    /// <summary>Asks for an activation, without doing anything yet.</summary>
    public void Enqueue(ShardInput input) => Handle(input);

    public ShardInput.Command NewCommand(SagaCommand command, long? activation = null) =>
        new(++_lastTicket, activation ?? Id, command);

    public ShardInput.Start NewStart(string requestId, bool untilEnd = false) =>
        new(++_lastTicket, 0, new ActivationOrder("tester", requestId, "hash", "customer"), _plan, untilEnd);

    public ShardInput.Start NewStart(ActivationOrder order, string workflow, long behind = 0) =>
        new(++_lastTicket, 0, order, _plans[workflow], false) { Behind = behind };

    private void Handle(ShardInput input)
    {
        var outputs = new List<ShardOutput>();
        _shards.Handle(input, Now, outputs);
        outputs.ForEach(_undone.Enqueue);
    }

    private void Do(ShardOutput output)
    {
        switch (output)
        {
            case ShardOutput.Write it:
                Write(it);
                break;
            case ShardOutput.Call it when Slow.Contains(it.What.Operation):
                Note(it.What);
                InFlight.Add((it.Id, it.What));
                break;
            case ShardOutput.Call it:
                Note(it.What);
                Handle(new ShardInput.CallAnswered(it.Id, NextAnswer(it.What.Operation)));
                break;
            case ShardOutput.Read it:
                Calls.Add(it.What.Operation + "?");
                Handle(new ShardInput.ReadAnswered(it.Id, NextReadBack(it.What.Operation)));
                break;
            case ShardOutput.Load it:
                Handle(Load(it.Activation));
                break;
            case ShardOutput.StartChild it:
                Handle(new ShardInput.ChildFound(
                    it.Id, it.Order, _plans.GetValueOrDefault(ChildWorkflow.Parse(it.Workflow).Definition), null));
                break;
            case ShardOutput.FindTeardown it:
                Handle(Teardowns(it));
                break;
            case ShardOutput.Announce it:
                Announce(it);
                break;
            case ShardOutput.Reply it when _deliveries.Remove(it.Ticket, out var delivery):
                delivery.Reached += it.Content is ReplyContent.Accepted or ReplyContent.Repeated ? 1 : 0;
                if (--delivery.Left == 0)
                    Handle(new ShardInput.Announced(
                        delivery.What.Activation, delivery.What.What.Event, delivery.Reached, Started: 0));
                break;
            case ShardOutput.Reply it:
                Replies.Add(it.Ticket, it.Content);
                break;
        }
    }

    private void Announce(ShardOutput.Announce announced)
    {
        var waiting = _awaits.Where(one => one.Activation != announced.Activation
            && one.What is Awaited.Event what
                && what.Name == announced.What.Name
                && announced.What.IsFor(what.CorrelationId)).ToArray();
        if (waiting.Length == 0)
            Handle(new ShardInput.Announced(announced.Activation, announced.What.Event, 0, 0));
        var delivery = new Delivery(announced) { Left = waiting.Length };
        foreach (var (activation, _) in waiting)
        {
            _deliveries.Add(++_lastTicket, delivery);
            var who = new Who(ActivationId.ToText(announced.Activation), $"event/{announced.What.Event}", "");
            Handle(new ShardInput.Command(_lastTicket, activation, new SagaCommand.Receive(who, announced.What)));
        }
    }

    private void Note(StepCall call)
    {
        Calls.Add(call.Operation);
        Inputs[call.IdempotencyKey] = call.Input;
    }

    private void Write(ShardOutput.Write write)
    {
        if (Refusal(write) is { } refusal)
        {
            Handle(refusal);
            return;
        }

        foreach (var transition in write.Transitions)
        {
            Journal.Add(transition);
            if (transition.Entry is { } entry)
                _entries[transition.Activation] =
                    entry with { Accepted = entry.Accepted ?? _entries[transition.Activation].Accepted };
            Ledger.Commit(transition, Services);
            foreach (var change in transition.Awaits ?? [])
            {
                var key = (transition.Activation, change.What);
                Assert.True(change.Begins ? _awaits.Add(key) : _awaits.Remove(key), $"{change} was told before.");
            }
        }

        foreach (var end in write.Transitions.SelectMany(transition => transition.Ends ?? []))
        {
            if (!end.IsNoted)
                _ends[end.Child] = end.Number;
            else if (_ends.TryGetValue(end.Child, out var number) && number <= end.Number)
                _ends.Remove(end.Child);
        }

        Handle(new ShardInput.Written([write.Number]));
    }

    private ShardInput.WriteRefused? Refusal(ShardOutput.Write write)
    {
        var freed = write.Transitions.Where(
            transition => transition.Entry is { OpenService: null }).Select(one => one.Activation).ToHashSet();
        foreach (var transition in write.Transitions)
        {
            if (transition.Entry is not { } entry)
                continue;

            var others = _entries.Where(other => other.Key != transition.Activation).ToArray();
            foreach (var (id, other) in others)
            {
                if (entry.Accepted is { } accepted && other.Accepted!.Order.Caller == accepted.Order.Caller
                    && other.Accepted.Order.RequestId == accepted.Order.RequestId)
                    return new(write.Number, transition.Activation, id, true);
            }

            foreach (var (id, other) in others)
            {
                if (entry.OpenService is not null && other.OpenService == entry.OpenService && !freed.Contains(id))
                    return new(write.Number, transition.Activation, id, false);
            }
        }

        return null;
    }

    private ShardInput.Loaded Load(long id)
    {
        var history = Journal.Where(transition => transition.Activation == id).ToList();
        return new(id, PlanOf(id), history)
        {
            Wake = _entries.TryGetValue(id, out var entry) ? entry.Wake : Wake.Never,
        };
    }

    private WorkflowPlan? PlanOf(long id) =>
        Journal.Find(transition => transition.Activation == id)?.Events[0] is ActivationAccepted accepted
            ? _plans[WorkflowInForce.Of(accepted, [.. Journal.Where(transition => transition.Activation == id)]).Workflow]
            : null;

    private CallAnswer NextAnswer(string operation) =>
        _answers.TryGetValue(operation, out var answers) && answers.TryDequeue(out var answer)
            ? answer
            : new CallAnswer.Succeeded(Value.EmptyObject);

    private ReadBack NextReadBack(string operation) =>
        _readBacks.TryGetValue(operation, out var answers) && answers.TryDequeue(out var answer)
            ? answer
            : new ReadBack.Done(Value.EmptyObject);

    /// <summary>An event on its way from one activation to others.</summary>
    private sealed class Delivery(ShardOutput.Announce what)
    {
        public ShardOutput.Announce What { get; } = what;

        public int Left { get; set; }

        public int Reached { get; set; }
    }
}
