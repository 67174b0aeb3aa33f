using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.Tests.Simulation.Definitions;
using Orchestrator.Tests.Simulation.Outside;

namespace Orchestrator.Tests.Simulation.Audit;

/// <summary>
/// The twin of an activation: the same order in a world where nothing goes wrong but what is refused anyway, and a
/// person puts that right at once.
/// </summary>
internal sealed class CleanRun(ulong seed, ActivationOrder order, WorkflowPlan plan)
{
    private const int TurnsMax = 5000;

    private readonly OwnedShards _shards = new(new Dictionary<int, long>());
    private readonly Queue<ShardInput> _inbox = new();
    private readonly List<ShardOutput> _outputs = [];
    private readonly List<Transition> _history = [];
    private readonly HashSet<string> _repaired = new(StringComparer.Ordinal);
    private DateTimeOffset _now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private Wake _wake;
    private int _decisions;

    public SagaState? State { get; private set; }

    /// <summary>Steps that failed and fell out.</summary>
    public HashSet<string> FellOut { get; } = new(StringComparer.Ordinal);

    /// <summary>Steps that had their effect.</summary>
    public SortedSet<string> There { get; } = new(StringComparer.Ordinal);

    /// <summary>False where it does not come to its end.</summary>
    public bool Run()
    {
        var asked = order with { RequestedStartTime = null, DueTime = null };
        _inbox.Enqueue(new ShardInput.Start(1, 0, asked, plan, UntilEnd: false));
        for (var turn = 0; turn < TurnsMax && State is not { IsFinished: true }; turn++)
        {
            if (_inbox.TryDequeue(out var input) || (input = Next()) is not null)
                Handle(input);
        }

        return State is { IsFinished: true };
    }

    private void Handle(ShardInput input)
    {
        _outputs.Clear();
        _shards.Handle(input, _now, _outputs);
        foreach (var output in _outputs.ToArray())
            HandOn(output);
    }

    private void HandOn(ShardOutput output)
    {
        switch (output)
        {
            case ShardOutput.Write it:
                foreach (var transition in it.Transitions)
                    Keep(transition);
                _inbox.Enqueue(new ShardInput.Written([it.Number]));
                break;
            case ShardOutput.Call it:
                _inbox.Enqueue(new ShardInput.CallAnswered(it.Id, Answer(it)));
                break;
            case ShardOutput.Load it:
                _inbox.Enqueue(new ShardInput.Loaded(it.Activation, plan, [.. _history]) { Wake = _wake });
                break;
        }
    }

    private void Keep(Transition transition)
    {
        State ??= new SagaState(transition.Activation, plan);
        foreach (var happened in transition.Events)
        {
            State.Apply(happened, transition.Time);
            if (happened is StepFailed { Then: FailureExit.FallOut } failed)
                FellOut.Add(failed.Step);
        }

        _history.Add(transition);
        _wake = transition.Entry?.Wake ?? _wake;
    }

    private CallAnswer Answer(ShardOutput.Call call)
    {
        var hasEffect = SimulatedCatalog.Find(call.What.Operation).HasEffect;
        if (hasEffect && OutsideWorld.IsRefused(seed, call.Id, call.What) && !_repaired.Contains(call.Id.Step))
            return OutsideWorld.Refused();

        if (hasEffect)
            There.Add(call.Id.Step);
        return new CallAnswer.Succeeded(OutsideWorld.OutputOf(call.Id));
    }

    /// <summary>Nothing happens by itself: a person decides or sends what is waited for, or time passes.</summary>
    private ShardInput? Next()
    {
        if (State is null)
            return null;

        if (State.Fallouts is [var fallout, ..])
        {
            _repaired.Add(fallout.Step);
            return Command(
                who => new SagaCommand.Resolve(who, fallout.Step, FalloutDecision.Retry, Value.Null, Value.Null));
        }

        if (State.AwaitedSignals is [var signal, ..])
            return Command(who => new SagaCommand.Signal(who, signal, Value.Object(("weather", signal))));

        var wakes = _shards.NextWake;
        if ((wakes ?? _wake.At) is not { } time)
            return null;

        _now = time > _now ? time : _now;
        return wakes is null ? new ShardInput.Awaken(State.Id) : new ShardInput.Tick();
    }

    private ShardInput.Command Command(Func<Who, SagaCommand> make) =>
        new(2, State!.Id, make(new Who("twin", $"decision-{++_decisions}", "hash", "because")));
}
