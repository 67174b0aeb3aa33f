using System.Globalization;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Activities;

/// <summary>Elsa.Delay: waits for a time span, given as <c>[d.]hh:mm:ss</c>; however long, over restarts.</summary>
public sealed class Delay(ActivityHeader header, Expression timeSpan) : Activity(header)
{
    public Expression TimeSpan => timeSpan;

    internal override void Run(Burst burst, Turn turn)
    {
        if (burst.TryEvaluate(timeSpan, this, turn.Parent, "timeSpan", out var value))
            Wait(burst, this, turn.Parent, value, "timeSpan");
    }

    /// <summary>An activity waits for a time span; one that is over ends at once.</summary>
    internal static void Wait(Burst burst, Activity activity, Frame? parent, Value value, string what)
    {
        if (!System.TimeSpan.TryParse(value.AsString, CultureInfo.InvariantCulture, out var span))
        {
            burst.Fault(activity, parent, new StepError(
                ErrorCodes.ExpressionFailed,
                $"Activity '{activity.Id}' gave {value} for {what}. Give a time span such as 00:05:00."));
        }
        else if (span <= System.TimeSpan.Zero)
        {
            burst.End(activity, parent);
        }
        else
        {
            burst.StartDelay(activity, parent, span);
        }
    }
}
