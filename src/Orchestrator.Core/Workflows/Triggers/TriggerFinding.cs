using System.Globalization;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Sagas.Planning;

namespace Orchestrator.Core.Workflows.Triggers;

/// <summary>Finds what starts a workflow by itself.</summary>
public static class TriggerFinding
{
    /// <summary>
    /// The trigger of a plan: the activity that it begins with, where that says that it can start the workflow, and
    /// what it waits for is known before any order. Null for none.
    /// </summary>
    public static WorkflowTrigger? Of(WorkflowPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (First(plan.Root) is not { Header.CanStart: true } first)
            return null;

        return first switch
        {
            Event it => Known(plan, it.Name) is { Length: > 0 } name ? new(it.Id, TriggerKind.Event, name) : null,
            Activities.Timer it =>
                Interval(Known(plan, it.Interval)) is { } interval ? new(it.Id, TriggerKind.Timer, interval) : null,
            Cron it => Known(plan, it.Expression) is { } text && CronExpression.Parse(text, out _) is not null
                ? new(it.Id, TriggerKind.Cron, text)
                : null,
            StartAt it => Time(Known(plan, it.Time)) is { } time ? new(it.Id, TriggerKind.StartAt, time) : null,
            _ => null,
        };
    }

    /// <summary>Whether the workflow begins with the activity.</summary>
    internal static bool Begins(WorkflowPlan plan, Activity activity) => First(plan.Root) == activity;

    private static Activity? First(Activity root) => root switch
    {
        Flowchart chart => chart.Start,
        Sequence { Children: [var first, ..] } => first,
        _ => root,
    };

    private static string? Known(WorkflowPlan plan, Expression expression)
    {
        try
        {
            return expression.Evaluate(new PlanScope(plan, new ActivationOrder("", "", "", ""))).AsString;
        }
        catch (Exception unknown) when (unknown is ExpressionFailedException or UnknownValueException)
        {
            return null;
        }
    }

    private static string? Interval(string? text) =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero
            ? interval.ToString("c", CultureInfo.InvariantCulture)
            : null;

    private static string? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)
            : null;
}
