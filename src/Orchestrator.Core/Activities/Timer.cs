using System.Globalization;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Activities;

/// <summary>Elsa.Timer: waits for a time span; where the workflow begins with it, ends at once.</summary>
public sealed class Timer(ActivityHeader header, Expression interval) : Activity(header)
{
    public Expression Interval => interval;

    internal override void Run(Burst burst, Turn turn)
    {
        if (burst.IsTrigger(this, turn.Parent))
            burst.End(this, turn.Parent);
        else if (burst.TryEvaluate(interval, this, turn.Parent, "interval", out var value))
            Delay.Wait(burst, this, turn.Parent, value, "interval");
    }
}

/// <summary>
/// Elsa.Cron: waits for the next time of a calendar, in UTC; where the workflow begins with it, ends at once.
/// </summary>
public sealed class Cron(ActivityHeader header, Expression expression) : Activity(header)
{
    public Expression Expression => expression;

    internal override void Run(Burst burst, Turn turn)
    {
        if (burst.IsTrigger(this, turn.Parent))
        {
            burst.End(this, turn.Parent);
            return;
        }

        if (!burst.TryEvaluate(expression, this, turn.Parent, "cronExpression", out var text))
            return;

        var cron = CronExpression.Parse(text.AsString, out var problem);
        if (cron is null)
            burst.Fault(this, turn.Parent, new StepError(
                ErrorCodes.ExpressionFailed, $"'{text.AsString}' is no cron expression: {problem}"));
        else if (cron.Next(burst.Now) is { } next)
            burst.WaitUntil(this, turn.Parent, next);
        else
            burst.Fault(
                this, turn.Parent, new StepError(ErrorCodes.ExpressionFailed, $"'{text.AsString}' never comes again."));
    }
}

/// <summary>
/// Elsa.StartAt: waits for a time, which may have passed; where the workflow begins with it, ends at once.
/// </summary>
public sealed class StartAt(ActivityHeader header, Expression time) : Activity(header)
{
    public Expression Time => time;

    internal override void Run(Burst burst, Turn turn)
    {
        if (burst.IsTrigger(this, turn.Parent))
        {
            burst.End(this, turn.Parent);
            return;
        }

        if (!burst.TryEvaluate(time, this, turn.Parent, "dateTime", out var value))
            return;

        if (!DateTimeOffset.TryParse(
                value.AsString,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var due) || due <= burst.Now)
            burst.End(this, turn.Parent);
        else
            burst.WaitUntil(this, turn.Parent, due);
    }
}
