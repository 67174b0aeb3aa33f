using Orchestrator.Core.Activities;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas;

/// <summary>
/// One transition in the making: an input is taken in, activities run first in, first out, until all wait, and
/// everything that happens is an event, folded into the state at once. What is to be called is remembered beside the
/// events. One object serves one transition after the other.
/// </summary>
/// <param name="turnsMax">Activities that may run in one transition; more is a workflow that never waits.</param>
/// <param name="windows">When calls may begin; null: always.</param>
internal sealed partial class Burst(int turnsMax, WindowCalendar? windows)
{
    private readonly Queue<(Activity Activity, Frame? Parent, bool Again)> _queue = new();
    private readonly List<SagaEvent> _events = [];
    private readonly List<CallId> _calls = [];
    private readonly List<CallId> _reads = [];
    private readonly Queue<EventPublished> _published = new();
    private ILanes? _lanes;
    private int _turns;

    public SagaState State { get; private set; } = null!;

    public DateTimeOffset Now { get; private set; }

    /// <summary>Told whose turn it is, before each activity runs; null for nobody.</summary>
    public Action<SagaState, Activity>? TurnBegins { get; set; }

    public List<SagaEvent> Events => _events;

    /// <summary>Calls to make, once the events are durable.</summary>
    public List<CallId> Calls => _calls;

    /// <summary>Read-backs to ask for, once the events are durable.</summary>
    public List<CallId> Reads => _reads;

    /// <summary>Begins a transition of an activation.</summary>
    public void Begin(SagaState state, DateTimeOffset now, ILanes lanes)
    {
        (State, Now, _lanes, _turns, _ids, AsksForTeardown) = (state, now, lanes, 0, 0, false);
        _queue.Clear();
        _published.Clear();
        _events.Clear();
        _calls.Clear();
        _reads.Clear();
        _errands.Clear();
        _endsNoted.Clear();
        _announcements.Clear();
    }

    public void Emit(SagaEvent happened)
    {
        _events.Add(happened);
        State.Apply(happened, Now);
    }

    /// <summary>Gives an activity its turn, after those that were scheduled before it.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="parent">The frame that it runs in; null for the root.</param>
    /// <param name="again">It has its frame, the parent, and looks again.</param>
    public void Schedule(Activity activity, Frame? parent, bool again = false)
    {
        _queue.Enqueue((activity, parent, again));
        if (parent is not null)
            parent.Queued++;
    }

    /// <summary>The activity waits for others, and gets a frame.</summary>
    public Frame Open(Activity activity, Frame? parent)
    {
        var id = State.NextFrame;
        Emit(new ActivityStarted(id, activity.Id, IdOf(parent)));
        return State.Frames[id];
    }

    /// <summary>One of several iterations that run side by side, in a frame of its own.</summary>
    public Frame OpenIteration(Activity activity, Frame parent, int item, Value value)
    {
        var id = State.NextFrame;
        Emit(new ActivityStarted(id, activity.Id, parent.Id) { Item = item, Value = value });
        return State.Frames[id];
    }

    /// <summary>An activity with a frame has ended; what is still in it is cancelled.</summary>
    public void Close(Frame frame, IReadOnlyList<string>? outcomes = null)
    {
        if (!frame.IsIdle)
            CancelWithin(frame);
        if (frame.Parent is not null)
            Emit(new ActivityCompleted(frame.Id));
        End(frame.Activity, frame.Parent, outcomes);
    }

    /// <summary>An activity without a frame, or whose frame is gone, has ended.</summary>
    public void End(Activity activity, Frame? parent, IReadOnlyList<string>? outcomes = null)
    {
        if (parent is not null)
            parent.Activity.ChildEnded(this, parent, new Ended(activity, outcomes));
        else if (!State.IsFinished)
            EndWorkflow(activity);
    }

    /// <summary>Runs what is scheduled until everything waits.</summary>
    private void Drain()
    {
        do
        {
            while (!StopsHere() && _queue.TryDequeue(out var next))
            {
                if (next.Parent is { } parent)
                    parent.Queued--;

                if (++_turns > turnsMax)
                    RunAway(next.Activity, next.Parent);
                else if (next.Again)
                    next.Activity.ChildEnded(this, next.Parent!, new Ended(next.Activity, null));
                else
                    Run(next.Activity, next.Parent);
            }
        }
        while (!StopsHere() && HandOutPublished());

        DropQueue();
        Settle();
    }

    private void Run(Activity activity, Frame? parent)
    {
        TurnBegins?.Invoke(State, activity);
        activity.Run(this, new Turn(activity, parent));
    }

    private bool StopsHere() => State.IsFinished || State.IsRollingBack || State.IsFinishing;

    private void DropQueue()
    {
        while (_queue.TryDequeue(out var dropped))
        {
            if (dropped.Parent is { } parent)
                parent.Queued--;
        }
    }

    private void RunAway(Activity activity, Frame? parent)
    {
        DropQueue();
        Fault(activity, parent, new StepError(
            ErrorCodes.WorkflowRunaway,
            $"More than {turnsMax} activities ran without one that waits, the last one '{activity.Id}'. "
                + "Give the loop an end, or a step or a delay inside it."));
    }

    /// <summary>What follows when nothing can run any more.</summary>
    private void Settle()
    {
        if (State.IsFinished || !State.IsStarted)
            return;

        if (State.IsRollingBack)
            Compensate();
        else if (State.SupersededBy != 0)
            EndSuperseded();
        else if (HasFaultedForGood())
            FaultWorkflow();
        else if (State.IsFinishing && State.OpenSteps.Count == 0 && State.Fallouts.Count == 0)
            Complete();
        else if (!State.IsFinishing && State.Plan.HasSteps && IsStuck())
            EndStuck();
        else if (!State.IsFinishing && !State.Plan.HasSteps && !State.IsStalled && NothingWaits())
            Emit(new WorkflowStalled());
    }

    private void EndStuck()
    {
        Exit(
            ErrorCodes.WorkflowStuck,
            "Nothing of the workflow runs or waits, and it has not ended. Look at its joins.");
        if (State.IsRollingBack)
            Compensate();
    }

    private bool IsStuck() =>
        State.OpenSteps.Count == 0
        && State.Fallouts.Count == 0
        && State.Frames.All(frame => frame.Until is null && frame.Signal is null && frame.Fault is null);

    private bool NothingWaits() =>
        State.OpenSteps.Count == 0 && State.Fallouts.Count == 0
        && State.Frames.All(frame => frame.Until is null && frame.Signal is null);

    /// <summary>
    /// What it published comes to the others first, and what it decided to its children: one that is completed is not
    /// looked for after a crash.
    /// </summary>
    private void Complete()
    {
        if (State is { Undelivered.Count: 0, Untold.Count: 0 } && !HoldsChildren())
            Emit(new ActivationCompleted(State.Output.Members.Count > 0 ? State.Output : Value.Null));
        else if (!State.IsFinishing)
            Emit(new FinishReached(State.Plan.Root.Id));
    }

    private static int IdOf(Frame? frame) => frame?.Id ?? -1;
}
