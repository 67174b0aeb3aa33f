using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Products;

/// <summary>When use and payment of a service end that is cancelled. Pure: the same order has the same dates.</summary>
public static class CancellationRule
{
    /// <param name="policy">Of the version of the product that the service has.</param>
    /// <param name="anchor">
    /// When the service first worked; null: it has not, and no term of it has begun that could be kept to.
    /// </param>
    /// <param name="atOnce">When the cancellation is to be carried out at the earliest: now, or when it was asked for.</param>
    /// <param name="date">The date that the order gives; where the policy says so, it is there.</param>
    public static CancellationDates Dates(
        CancellationPolicy policy, DateTimeOffset? anchor, DateTimeOffset atOnce, DateTimeOffset? date)
    {
        DateTimeOffset End(CancellationEnd end) => end switch
        {
            CancellationEnd.EndOfTerm when anchor is { } start && policy.Term is { } term =>
                Term.At(start, term, atOnce).End,
            CancellationEnd.Date => date ?? atOnce,
            _ => atOnce,
        };

        return new CancellationDates(
            End(policy.Entitlement).ToUniversalTime(), End(policy.Billing).ToUniversalTime());
    }

    /// <summary>Whether an order must give a date.</summary>
    public static bool NeedsDate(CancellationPolicy policy) =>
        policy.Entitlement == CancellationEnd.Date || policy.Billing == CancellationEnd.Date;

    /// <summary>Whether a workflow can be told when use and when payment end: it declares both inputs.</summary>
    public static bool IsTold(WorkflowPlan plan) =>
        Declares(plan, CancellationDates.EntitlementInput) && Declares(plan, CancellationDates.BillingInput);

    /// <summary>
    /// Whether use and payment may end at different times, so that the workflow has to be told when.
    /// </summary>
    public static bool MayDiffer(CancellationPolicy policy) => policy.Entitlement != policy.Billing;

    private static bool Declares(WorkflowPlan plan, string name) => plan.Inputs.Any(input => input.Name == name);
}
