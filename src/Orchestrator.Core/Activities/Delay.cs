using System.Globalization;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Activities;

/// <summary>Elsa.Delay: waits for a time span, given as <c>[d.]hh:mm:ss</c>; however long, over restarts.</summary>
public sealed class Delay(ActivityHeader header, Expression timeSpan) : Activity(header)
{
    public Expression TimeSpan => timeSpan;

    internal override void Run(Burst burst, Turn turn)
    {
        if (!burst.TryEvaluate(timeSpan, this, turn.Parent, "timeSpan", out var value))
            return;

        if (!System.TimeSpan.TryParse(value.AsString, CultureInfo.InvariantCulture, out var span))
        {
            burst.Fault(this, turn.Parent, new StepError(
                ErrorCodes.ExpressionFailed,
                $"Activity '{Id}' gave {value} for timeSpan. Give a time span such as 00:05:00."));
        }
        else if (span <= System.TimeSpan.Zero)
        {
            burst.End(this, turn.Parent);
        }
        else
        {
            burst.StartDelay(this, turn.Parent, span);
        }
    }
}
