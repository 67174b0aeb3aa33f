using Orchestrator.Core.Activities;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas;

/// <summary>Waiting: for times, signals and tasks.</summary>
internal sealed partial class Burst
{
    public void StartDelay(Activity activity, Frame? parent, TimeSpan span)
    {
        var left = DateTimeOffset.MaxValue - Now;
        WaitUntil(activity, parent, Now + (span < left ? span : left));
    }

    public void WaitUntil(Activity activity, Frame? parent, DateTimeOffset time) =>
        Emit(new DelayStarted(State.NextFrame, activity.Id, IdOf(parent), time));

    /// <summary>
    /// Whether the workflow may be started by this activity, and begins with it: an activation is what that start is.
    /// </summary>
    public bool IsTrigger(Activity activity, Frame? parent) => activity.Header.CanStart && parent switch
    {
        null => true,
        { Parent: null, Activity: Flowchart chart } => chart.Start == activity,
        { Parent: null } => parent.Activity.Children is [var first, ..] && first == activity,
        _ => false,
    };

    /// <summary>
    /// The event that started the activation is the result of the activity that it begins with; once.
    /// </summary>
    public bool TryBegin(Event activity, Frame? parent)
    {
        if (State.Order.Trigger is not { } trigger
            || trigger.Activity != activity.Id
            || !IsTrigger(activity, parent)
            || State.TryGetActivityOutput(activity.Id, out _))
            return false;

        GiveResult(activity, parent, trigger.Payload);
        End(activity, parent);
        return true;
    }

    /// <summary>The task's id says whose it is, and is the same when everything is done again.</summary>
    public void RequestTask(RunTask activity, Frame? parent, string name, Value payload)
    {
        var path = activity.Id + Frame.ItemsFrom(parent);
        var times = State.TasksOf(path);
        var task = $"{ActivationId.ToText(State.Id)}/{path}{(times == 0 ? "" : $"#{times + 1}")}";
        Emit(new TaskRequested(State.NextFrame, activity.Id, IdOf(parent), task, name, payload));
        if (activity.TaskId is { } target)
            Put(target, parent, task);
        HandOut(task);
    }
}
