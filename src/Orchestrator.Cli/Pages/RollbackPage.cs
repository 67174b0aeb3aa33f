using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Pages;

/// <summary>What a rollback would undo, what it cannot, and whom it touches.</summary>
internal static class RollbackPage
{
    public static IRenderable Of(string name, RollbackPlan plan, int width)
    {
        var parts = new List<IRenderable>
        {
            new Paragraph().Append("rollback of ").Append(Plain.Line(name), Styles.Bold),
            Plain.Blank,
            plan.Compensations.Count == 0
                ? new Text("There is nothing to undo.")
                : PlannedSteps.Of("is undone, in this order", plan.Compensations, width),
        };
        if (plan.Irreversible.Count > 0)
        {
            parts.AddRange([Plain.Blank, PlannedSteps.Of("stays as it is", plan.Irreversible, width)]);
        }

        if (plan.AffectedServices.Count > 0)
        {
            parts.Add(Plain.Blank);
            parts.Add(new Text("also used by", Styles.Bold));
            parts.AddRange(plan.AffectedServices.Select(service => Plain.Styled("  " + service, Styles.Waits)));
        }

        if (plan.Warnings.Count > 0) parts.AddRange([Plain.Blank, PlannedSteps.Warnings(plan.Warnings)]);
        parts.Add(Plain.Blank);
        return new Rows(parts);
    }
}
