using Orchestrator.Core.Products;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Engine.Products;

/// <summary>Where use and payment end at different times, the deprovision workflow must be able to wait for each.</summary>
internal static class CancellationCheck
{
    public static void Run(ProductParts parts)
    {
        if (!CancellationRule.MayDiffer(parts.Content.Cancellation))
            return;

        var workflow = parts.Content.Workflows.GetValueOrDefault(ActivationAction.Deprovision);
        if (workflow is not null && (parts.Find(workflow) is not { } plan || CancellationRule.IsTold(plan)))
            return;

        parts.Add(
            ProductCodes.EndsUntold,
            (workflow is null
                ? "Use and payment end at different times, and there is no workflow that waits for each. Add one for "
                    + "deprovision, with"
                : $"Use and payment end at different times, and '{workflow}' is not told when. Give it")
                + $" the inputs '{CancellationDates.EntitlementInput}' and '{CancellationDates.BillingInput}', and have it "
                + "wait for each in a branch of its own (Elsa.StartAt); or let both end at the same time.",
            "/cancellation");
    }
}
