using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Local;

/// <summary>
/// Runs a definition at the desk: the same shards as a server's, with a journal in memory, time that jumps to what is
/// due next, events that come when they are awaited, and adapters that answer at once. One object, one run.
/// </summary>
/// <param name="plans">The first is run; it may begin the others.</param>
/// <param name="adapters">What answers its steps.</param>
/// <param name="signals">What it gets from outside.</param>
/// <param name="now">When it begins.</param>
public sealed class LocalRunner(
    IReadOnlyList<WorkflowPlan> plans, ILocalAdapters adapters, LocalSignals signals, DateTimeOffset now)
{
    private readonly LocalJournal _journal = new(plans);
    private readonly Queue<ShardOutput> _undone = new();
    private readonly PriorityQueue<ShardInput, (DateTimeOffset Time, long Order)> _answers = new();
    private readonly HashSet<(long Activation, int Frame)> _signalled = [];
    private readonly HashSet<(long Activation, DateTimeOffset At)> _awakened = [];
    private readonly List<string> _refusals = [];
    private readonly LocalAnnouncements _announcements = new();
    private OwnedShards? _shards;
    private DateTimeOffset _now = now;
    private long _last;

    /// <summary>The run is stopped when it has made so many transitions: a timer may begin anew for ever.</summary>
    public int TransitionsMax { get; init; } = 10_000;

    /// <summary>
    /// Whether the process dies, and another one goes on from the journal, when so many transitions are durable and
    /// nothing that the last of them decided has been done.
    /// </summary>
    public Predicate<int> Crashes { get; init; } = static _ => false;

    /// <summary>What is told of each activity whose turn it is: for coverage.</summary>
    public Action<SagaState, Activity>? TurnBegins { get; init; }

    /// <summary>Runs the first definition until nothing moves any more.</summary>
    /// <param name="input">The workflow's inputs, an object.</param>
    /// <param name="start">The trigger that it begins with, and what came with it; null where somebody asks for
    /// it.</param>
    public LocalResult Run(Value input, StartedByTrigger? start = null)
    {
        var order = new ActivationOrder("local", "local", "", "")
        {
            Input = input,
            Trigger = start,
            Channel = start is null ? Channel.Unspecified : Channel.Trigger,
        };
        Handle(new ShardInput.Start(++_last, 0, order, plans[0], UntilEnd: false));
        return GoOn();
    }

    /// <summary>Carries out what a person wants of the activation that was run, and goes on.</summary>
    /// <param name="command">Gets the person, who must have a request id of its own each time.</param>
    public LocalResult Send(Func<Who, SagaCommand> command)
    {
        var who = new Who("local", $"command-{++_last}", "", "As the run says.");
        Handle(new ShardInput.Command(_last, _journal.States.First().Id, command(who)));
        return GoOn();
    }

    private LocalResult GoOn()
    {
        var goesOn = true;
        while (goesOn && _journal.Transitions.Count < TransitionsMax)
        {
            DoAll();
            goesOn = Signal() || PassTime();
        }

        return _journal.States.FirstOrDefault() is { } state
            ? LocalResult.Of(state, _journal.Transitions, GoingAlong(state)) with
            {
                WasStopped = goesOn,
                Refusals = [.. _refusals],
            }
            : LocalResult.NotBegun(plans[0], string.Join(' ', _refusals));
    }

    /// <summary>The activation, and all below it that it was executed with, or that were waited for.</summary>
    private HashSet<long> GoingAlong(SagaState first)
    {
        var along = new HashSet<long> { first.Id };
        foreach (var state in _journal.States)
        {
            if (state.Order.Parent is { } parent
                && along.Contains(parent.Activation)
                && _journal.Find(parent.Activation)?.FindStep(parent.Step) is ChildStep { GoesAlong: true })
                along.Add(state.Id);
        }

        return along;
    }

    private void DoAll()
    {
        while (_journal.Transitions.Count < TransitionsMax && _undone.TryDequeue(out var output))
            Do(output);
    }

    private void Do(ShardOutput output)
    {
        switch (output)
        {
            case ShardOutput.Write it: Write(it); break;
            case ShardOutput.Call it: Call(it); break;
            case ShardOutput.Read it: Handle(new ShardInput.ReadAnswered(it.Id, adapters.Read(it.What))); break;
            case ShardOutput.StartChild it: StartChild(it); break;
            case ShardOutput.FindTeardown it:
                Handle(new ShardInput.TeardownFound(it.Activation, it.Order.ServiceBefore!, null, default, null));
                break;
            case ShardOutput.Announce it: Announce(it); break;
            case ShardOutput.Load it: Handle(_journal.Load(it.Activation)); break;
            case ShardOutput.Reply it when _announcements.Answered(it) is { } announced: Handle(announced); break;
            case ShardOutput.Reply
            {
                Content:
                ReplyContent.Refused { Why.Reason: not RefusalReason.NotAwaited } it
            }:
                _refusals.Add(it.Why.Message);
                break;
            case ShardOutput.Reply or ShardOutput.Published: break;
            default: throw new InvalidOperationException($"Output {output.GetType().Name} is not known.");
        }
    }

    private void Handle(ShardInput input)
    {
        var outputs = new List<ShardOutput>();
        _shards ??= NewShards();
        _shards.Handle(input, _now, outputs);
        outputs.ForEach(_undone.Enqueue);
    }

    private void StartChild(ShardOutput.StartChild child)
    {
        var (definition, version) = ChildWorkflow.Parse(child.Workflow);
        var plan = plans.FirstOrDefault(
            one => one.Id.Definition == definition && (version == 0 || one.Id.Version == version));
        Handle(new ShardInput.ChildFound(
            child.Id, child.Order, plan, plan is null ? $"There is no workflow '{child.Workflow}' here." : null));
    }

    private void Announce(ShardOutput.Announce it)
    {
        var waiting = LocalAnnouncements.Waiting(_journal.States, it);
        if (waiting.Length == 0)
            Handle(new ShardInput.Announced(it.Activation, it.What.Event, Reached: 0, Started: 0));
        foreach (var command in _announcements.Begin(it, waiting, ref _last))
            Handle(command);
    }

    private void Write(ShardOutput.Write write)
    {
        if (_journal.Refuse(write) is { } refusal)
        {
            Handle(refusal);
            return;
        }

        var dies = false;
        foreach (var transition in write.Transitions)
        {
            _journal.Write(transition);
            dies |= Crashes(_journal.Transitions.Count);
        }

        if (dies)
            BeginAnew();
        else
            Handle(new ShardInput.Written([write.Number]));
    }

    /// <summary>
    /// What is not in the journal is gone, calls under way are never answered, and another process begins.
    /// </summary>
    private void BeginAnew()
    {
        _undone.Clear();
        _answers.Clear();
        _awakened.Clear();
        _announcements.Clear();
        _shards = NewShards();
        foreach (var loaded in _journal.LoadDue(_now).ToArray())
            Handle(loaded);
        Handle(new ShardInput.Recovered());
    }

    private OwnedShards NewShards() => new(_journal.LastIds) { TurnBegins = TurnBegins };

    private void Call(ShardOutput.Call call)
    {
        var timeout = call.What.Timeout;
        var (answer, after) = adapters.Call(call.What);
        if (after > timeout)
        {
            after = timeout;
            answer = new CallAnswer.Unknown(
                $"Adapter '{call.What.Adapter}' did not answer '{call.What.Operation}' "
                + $"within {timeout.TotalSeconds:0.###} s.");
        }

        var input = new ShardInput.CallAnswered(call.Id, answer);
        if (after <= TimeSpan.Zero)
            Handle(input);
        else
            _answers.Enqueue(input, (_now + after, ++_last));
    }

    /// <summary>
    /// Gives the activity that has waited longest the event that it awaits; false where none may have one.
    /// </summary>
    private bool Signal()
    {
        foreach (var state in _journal.States.Where(state => !state.IsFinished))
        {
            foreach (var frame in state.Frames.Where(frame => frame.Signal is not null))
            {
                if (_signalled.Contains((state.Id, frame.Id)) || !signals.TryTake(frame.Signal!, out var payload))
                    continue;

                _signalled.Add((state.Id, frame.Id));
                var who = new Who("local", $"signal-{++_last}", "");
                Handle(new ShardInput.Command(
                    _last, state.Id, new SagaCommand.Signal(who, frame.Signal!, payload)));
                return true;
            }
        }

        return false;
    }

    /// <summary>Goes to the next moment when something is due; false where nothing ever is.</summary>
    private bool PassTime()
    {
        var sleeper = _journal.Sleepers
            .Where(sleeper => !_awakened.Contains(sleeper))
            .Select(sleeper => (DateTimeOffset?)sleeper.At)
            .Min();
        var answer = _answers.TryPeek(out _, out var first) ? first.Time : (DateTimeOffset?)null;
        if (new[] { sleeper, answer, _shards?.NextWake }.Min() is not { } due)
            return false;

        _now = due > _now ? due : _now;
        foreach (var asleep in _journal.Sleepers.Where(asleep => asleep.At <= _now).ToArray())
        {
            if (_awakened.Add(asleep))
                Handle(new ShardInput.Awaken(asleep.Activation));
        }

        if (answer <= _now)
            Handle(_answers.Dequeue());
        Handle(new ShardInput.Tick());
        return true;
    }
}
