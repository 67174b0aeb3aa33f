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

/// <summary>
/// An activity that calls no adapter failed, for example an expression; it keeps a frame until a person decides.
/// </summary>
public sealed record ActivityFaulted(int Frame, string Activity, int Parent, StepError Error) : SagaEvent;

/// <summary>A condition was evaluated.</summary>
public sealed record BranchTaken(string Activity, string Branch) : SagaEvent;

/// <summary>In a flowchart: after an activity ended, these connections were followed, and these were not.</summary>
/// <param name="Frame">The flowchart's frame.</param>
/// <param name="Followed">Places in the definition's list of connections, from 0.</param>
/// <param name="Skipped">The same.</param>
/// <param name="Joined">Activities with several connections into them whose turn this was, run or passed over.</param>
public sealed record PathsTaken(
    int Frame, int[]? Followed = null, int[]? Skipped = null, string[]? Joined = null) : SagaEvent;

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
