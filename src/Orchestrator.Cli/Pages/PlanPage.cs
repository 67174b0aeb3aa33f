using Google.Protobuf;
using Orchestrator.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Pages;

/// <summary>What start would do.</summary>
internal static class PlanPage
{
    public static IRenderable Of(ActivationPlan plan, TimeProvider time, int width)
    {
        var parts = new List<IRenderable>
        {
            new Paragraph().Append("plan of ").Append(Plain.Line(plan.Workflow), Styles.Bold),
            Plain.Blank,
            PlannedSteps.Of("does, in this order", plan.Steps, width),
        };
        if (plan.EntitlementEndTime is { } use && plan.BillingEndTime is { } payment)
            parts.AddRange([Plain.Blank, ActivationPage.Ends(use, payment, time)]);
        if (plan.Supersedes.Count > 0)
            parts.AddRange([Plain.Blank, PlannedSupersessions.Of(plan.Supersedes)]);
        if (plan.Kept.Count > 0)
        {
            parts.AddRange([Plain.Blank, PlannedSteps.Of("keeps as it is, and calls nothing for", plan.Kept, width)]);
        }

        if (plan.Compensations.Count > 0)
        {
            parts.AddRange([Plain.Blank, PlannedSteps.Of("is undone, should it be, by", plan.Compensations, width)]);
        }

        if (plan.Warnings.Count > 0) parts.AddRange([Plain.Blank, PlannedSteps.Warnings(plan.Warnings)]);
        parts.AddRange(
        [
            Plain.Blank,
            new Text("To start exactly this: orchestrator activation start ... --plan-hash "
                + $"{Plain.Line(plan.PlanHash)}\n",
                Styles.Dim),
        ]);
        return new Rows(parts);
    }
}
