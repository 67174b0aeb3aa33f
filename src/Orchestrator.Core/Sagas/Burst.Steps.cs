using System.Text;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas;

/// <summary>The life of a step's call: requested, begun, answered, tried again, read back.</summary>
internal sealed partial class Burst
{
    /// <summary>A step's turn has come.</summary>
    public void RequestStep(StepActivity step, Frame? parent)
    {
        if (TakeGiven(step, parent) || !TryEvaluate(step.Input, step, parent, "input", out var input))
            return;

        var lane = Value.Null;
        if (step.Lane is not null && !TryEvaluate(step.Lane, step, parent, "lane", out lane))
            return;

        var undoes = Value.Null;
        if (step.Undoes is not null && !TryEvaluate(step.Undoes, step, parent, "undoes", out undoes))
            return;

        var id = StepId(step, parent);
        var closed = State.IsHeld ? null : Closed(step, lane.AsString, undo: false);
        Emit(new StepRequested(State.NextFrame, step.Id, IdOf(parent), input.IsNull ? Value.EmptyObject : input)
        {
            Step = id == step.Id ? null : id,
            Inverse = step.Compensation is null ? step.Inverse : null,
            Lane = lane.AsString is { Length: > 0 } name ? name : null,
            Undoes = undoes.AsString is { Length: > 0 } key ? key : null,
            Waits = State.IsHeld || closed is not null || !MayPass(step) || !MayEnter(id, lane.AsString, turn: 1, Now),
        });
        Await(id, closed, undo: false);
        CallIfBegun(State.FindStep(id)!);
    }

    private void CallIfBegun(StepRecord step)
    {
        if (IsBegun(step))
            _calls.Add(CallOf(step));
    }

    private void CallIfBegun(string step) => CallIfBegun(State.FindStep(step)!);

    public static bool IsBegun(StepRecord step) =>
        step.BudgetAttempts > 0 && step.NextAttempt is null && !step.OutcomeUnknown && !step.IsPutBack
        && (step.State is StepState.Running or StepState.Compensating);

    /// <summary>Whether it is still to be found out what became of the call.</summary>
    public static bool IsUnknown(SagaState state, CallId call) => Find(state, call, unknown: true) is not null;

    private static CallId CallOf(SagaState state, StepRecord step) => new(
        state.Id, step.Id, step.Undoing, step.Undoing ? step.CompensationAttempts : step.Attempts);

    private CallId CallOf(StepRecord step) => CallOf(State, step);

    /// <summary>The activity's id, with the items of the loops around it; a repetition gets a number.</summary>
    private string StepId(StepActivity step, Frame? parent) => State.FreeStepId(step.Id + Frame.ItemsFrom(parent));

    /// <summary>The step whose attempt an answer is about; null where the answer is of no use any more.</summary>
    private StepRecord? Current(CallId call, bool unknown) => Find(State, call, unknown);

    private static StepRecord? Find(SagaState state, CallId call, bool unknown)
    {
        var step = state.FindStep(call.Step);
        return step is not null
            && state.OpenSteps.Contains(step)
            && step.OutcomeUnknown == unknown
            && (unknown || IsBegun(step))
            && CallOf(state, step) == call ? step : null;
    }

    private void TakeIn(CallId call, CallAnswer answer)
    {
        if (Current(call, unknown: false) is not { } step)
            return;

        switch (answer)
        {
            case CallAnswer.Succeeded it:
                Succeed(step, it.Output, it.Resources, it.Conflict);
                break;
            case CallAnswer.Failed it:
                FailAttempt(step, it.Error, it.RetryAfter);
                break;
            case CallAnswer.Unknown it:
                BecomeUnknown(step, it.Message, it.Resources);
                break;
            case CallAnswer.NotMade:
                Emit(new StepPutBack(step.Id, step.Undoing));
                break;
        }
    }

    private void TakeIn(CallId call, ReadBack answer)
    {
        if (Current(call, unknown: true) is not { } step)
            return;

        switch (answer)
        {
            case ReadBack.Done it:
                Succeed(step, it.Output, it.Resources, it.Conflict);
                break;
            case ReadBack.NotDone:
                FailAttempt(step, new StepError(ErrorCodes.NotDone, $"{ErrorOf(step)?.Message} The adapter says that it was not done.", true), null);
                break;
            case ReadBack.StillUnknown it:
                AskAgain(step, it.Message);
                break;
        }
    }

    private static readonly string[] Failed = ["Failed"];

    /// <summary>Why the step failed that ran last in a frame; null where none did.</summary>
    public StepError? ErrorIn(Frame frame)
    {
        for (var index = State.Steps.Count - 1; index >= 0; index--)
        {
            if (State.Steps[index] is { } step && step.ParentFrame == frame.Id)
                return step.Error;
        }

        return null;
    }

    private static StepError? ErrorOf(StepRecord step) => step.Undoing ? step.CompensationError : step.Error;

    private void FailAttempt(StepRecord step, StepError error, TimeSpan? retryAfter)
    {
        var policy = step.Undoing ? RetryPolicy.Compensation : PolicyOf(step);
        var awaited = !step.Undoing && (State.IsRollingBack || State.IsFinishing);
        if (error.Retryable && !awaited && NextAttempt(step, policy, retryAfter) is { } next)
            Emit(new StepAttemptFailed(step.Id, error, next, step.Undoing));
        else if (step.Undoing)
            FailCompensation(step, error);
        else
            FailStep(step, error);
    }

    /// <summary>What can only be finished is tried as long as what can only be undone.</summary>
    private RetryPolicy PolicyOf(StepRecord step) =>
        RestoresOrFinishes
        && step.Activity.OnFailure != OnFailure.Continue
        && !TakesFailure(step, State.Frames.Find(step.Frame)?.Parent)
        && RollbackRules.Blocks(State, keepUpTo: 0, step) == PointOfNoReturn.Hard
            ? step.Activity.Retry.WithoutWayBack()
            : step.Activity.Retry;

    private static bool TakesFailure(StepRecord step, Frame? parent) =>
        parent?.Activity.Handles(step.Activity, "Failed") == true;

    private DateTimeOffset? NextAttempt(StepRecord step, RetryPolicy policy, TimeSpan? retryAfter)
    {
        if (step.BudgetAttempts >= policy.Attempts)
            return null;

        var seconds = policy.FirstDelay.TotalSeconds * Math.Pow(policy.Factor, Math.Min(step.BudgetAttempts - 1, 60));
        seconds = Math.Min(seconds, policy.DelayMax.TotalSeconds);
        seconds *= 1 + (policy.Jitter * Dice(step));
        var delay = TimeSpan.FromSeconds(Math.Max(seconds, 0));
        if (retryAfter > delay)
            delay = retryAfter.Value;

        return policy.TotalTime is { } total && Now + delay > step.BudgetStart + total ? null : Now + delay;
    }

    /// <summary>
    /// A number from -1 to 1 that differs from attempt to attempt and from step to step, and is the same when computed
    /// again.
    /// </summary>
    private double Dice(StepRecord step)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in Encoding.UTF8.GetBytes($"{State.Id}/{step.Id}/{step.Undoing}/{step.BudgetAttempts}"))
            hash = (hash ^ letter) * 1099511628211UL;
        hash ^= hash >> 32;
        return ((hash & 0xffff) / 32767.5) - 1;
    }

    private void FailStep(StepRecord step, StepError error)
    {
        var frame = State.Frames.Find(step.Frame);
        var parent = frame?.Parent;
        if (State.IsRollingBack || State.IsFinishing || frame is null)
        {
            Emit(new StepFailed(step.Id, error, FailureExit.Continue));
            return;
        }

        var exit = TakesFailure(step, parent)
            ? FailureExit.Outcome
            : ExitFor(step.Activity.OnFailure, step);
        Emit(new StepFailed(step.Id, error, exit));
        switch (exit)
        {
            case FailureExit.Outcome:
                End(step.Activity, parent, Failed);
                break;
            case FailureExit.Continue:
                End(step.Activity, parent);
                break;
            case FailureExit.FallOut:
                Emit(new FalloutRaised(step.Id, error));
                break;
            case FailureExit.RollBack:
                StartRollback($"Step '{step.Id}' failed: {error.Message}");
                break;
        }
    }

    /// <summary>Attempts and read-backs whose time has come.</summary>
    private void RunDueAttempts()
    {
        foreach (var step in State.OpenSteps.Where(step => step.NextAttempt <= Now && !step.ReadUnderWay).ToArray())
        {
            if (step is { OutcomeUnknown: true, Window: null })
                Ask(step);
            else if (!State.IsHeld && !MayPass(step))
                Emit(new WindowOpened(step.Id, step.Undoing)); // From now on it waits for its parent.
            else if (!State.IsHeld && MayBegin(step))
                Begin(step);
        }
    }

    private void Begin(StepRecord step)
    {
        Emit(new StepStarted(step.Id, step.Undoing));
        CallIfBegun(step);
    }

    /// <summary>Steps that waited for the hold to end begin, where their window is open and their lane free.</summary>
    private void BeginPending()
    {
        foreach (var step in State.OpenSteps.Where(IsPending).ToArray())
        {
            if (MayPass(step) && MayBegin(step))
                BeginOrAsk(step);
        }
    }

    /// <summary>
    /// Whether the step, or its compensation, has been requested and not begun; or a person wants another attempt of
    /// one whose outcome is unknown, and it has neither been asked about nor called since.
    /// </summary>
    public static bool IsPending(StepRecord step) => step.OutcomeUnknown
        ? step is { BudgetAttempts: 0, ReadUnderWay: false } && (step.NextAttempt is null || step.Window is not null)
        : (step.BudgetAttempts == 0 || step.IsPutBack) && (step.State is StepState.Pending or StepState.Compensating);

    private static bool AsksFirst(StepRecord step) => step.OutcomeUnknown && CanRead(step);

    /// <summary>What is pending has its lane, if it needs one, and nothing stops it.</summary>
    private void BeginOrAsk(StepRecord step)
    {
        if (AsksFirst(step))
            Ask(step);
        else
            Begin(step);
    }
}
