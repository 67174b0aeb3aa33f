using System.Text.Json.Serialization;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas;

/// <summary>An activity that waits for others, or for something, began, and has a frame now.</summary>
/// <param name="Frame">Its number.</param>
/// <param name="Activity">The activity's id.</param>
/// <param name="Parent">The frame that it runs in; -1 for the root.</param>
public sealed record ActivityStarted(int Frame, string Activity, int Parent) : SagaEvent
{
    /// <summary>For one of several iterations that run side by side: its number from 0; null elsewhere.</summary>
    public int? Item { get; init; }

    /// <summary>The iteration's item.</summary>
    public Value Value { get; init; }
}

/// <summary>A loop goes into its next round.</summary>
/// <param name="Frame">The loop's frame.</param>
/// <param name="Item">The round's number, from 0.</param>
/// <param name="Value">The round's item, where there are items.</param>
public sealed record IterationStarted(int Frame, int Item, Value Value = default) : SagaEvent;

/// <summary>An activity with a frame ended, and its frame with it.</summary>
public sealed record ActivityCompleted(int Frame) : SagaEvent;

/// <summary>An activity with a frame will not end, nor will what is in it: another one made it needless.</summary>
public sealed record ActivityCancelled(int Frame) : SagaEvent;

/// <summary>
/// An activity that calls no adapter failed, for example an expression; it keeps a frame until a person decides.
/// </summary>
public sealed record ActivityFaulted(int Frame, string Activity, int Parent, StepError Error) : SagaEvent
{
    /// <summary>What is behind the error, where its message does not say it; null elsewhere.</summary>
    public string? Cause { get; init; }
}

/// <summary>The loop around an Elsa.Break ends when its round does, and so do the sequences on the way.</summary>
/// <param name="Activity">The Elsa.Break.</param>
/// <param name="Frames">The sequences and the loop, from the inside out.</param>
public sealed record BreakReached(string Activity, int[] Frames) : SagaEvent;

/// <summary>Nothing of the workflow runs or waits, and it has not ended: Elsa calls it suspended.</summary>
public sealed record WorkflowStalled : SagaEvent;

/// <summary>A condition was evaluated.</summary>
public sealed record BranchTaken(string Activity, string Branch) : SagaEvent
{
    /// <summary>The condition's value, where scripts may read it as the activity's result; null elsewhere.</summary>
    public bool? Result { get; init; }
}

/// <summary>In a flowchart: after an activity ended, these connections were followed, and these were not.</summary>
/// <param name="Frame">The flowchart's frame.</param>
/// <param name="Followed">Places in the definition's list of connections, from 0.</param>
/// <param name="Skipped">The same.</param>
/// <param name="Joined">Activities with several connections into them whose turn this was, run or passed over.</param>
public sealed record PathsTaken(
    int Frame, int[]? Followed = null, int[]? Skipped = null, string[]? Joined = null) : SagaEvent;

/// <summary>In a flowchart that moves tokens: after an activity ended or was cancelled, these changed.</summary>
/// <param name="Frame">The flowchart's frame.</param>
/// <param name="Given">Connections that got a token, by their places in the definition's list, from 0.</param>
/// <param name="Blocked">Connections that got a token that takes away the next one.</param>
/// <param name="Taken">Connections whose tokens are used up.</param>
/// <param name="Unblocked">Connections whose blocking token is used up.</param>
public sealed record TokensMoved(
    int Frame, int[]? Given = null, int[]? Blocked = null, int[]? Taken = null, int[]? Unblocked = null) : SagaEvent;

/// <summary>A variable got a value.</summary>
/// <param name="Frame">The frame whose variable it is; -1 for the workflow's own.</param>
/// <param name="Variable">The variable's id.</param>
/// <param name="Value">Converted to the variable's type.</param>
public sealed record VariableSet(int Frame, string Variable, Value Value) : SagaEvent;

/// <summary>An output of the workflow got a value.</summary>
public sealed record OutputSet(string Name, Value Value) : SagaEvent;

/// <summary>The workflow wrote a line for people.</summary>
public sealed record LineWritten(string Activity, string Text) : SagaEvent;

/// <summary>The workflow said that it is finished: nothing new begins, and what is in flight is awaited.</summary>
public sealed record FinishReached(string Activity) : SagaEvent;

/// <summary>
/// After going back to a step: the workflow stands where it stood right after that step, and is held there.
/// </summary>
public sealed record FlowRestored : SagaEvent;

/// <summary>An activity waits for a time.</summary>
public sealed record DelayStarted(int Frame, string Activity, int Parent, DateTimeOffset Until) : SagaEvent;

/// <summary>The time has come.</summary>
public sealed record DelayElapsed(int Frame) : SagaEvent;

/// <summary>An activity waits for an external event.</summary>
public sealed record SignalAwaited(int Frame, string Activity, int Parent, string Signal) : SagaEvent;

/// <summary>An external event came; it is kept until the workflow asks.</summary>
public sealed record SignalReceived(Who Who, string Signal, Value Payload) : SagaEvent;

/// <summary>An activity took the oldest kept event of that name.</summary>
/// <param name="Signal">Its name.</param>
/// <param name="Activity">The activity that took it.</param>
/// <param name="Frame">The activity's frame, which ends; null where it had not had to wait.</param>
public sealed record SignalConsumed(string Signal, string Activity, int? Frame = null) : SagaEvent;
