using System.Globalization;
using Orchestrator.Core.Products;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Errors;
using Orchestrator.Server.Products;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>When use and payment end that a DEPROVISION cancels: by the version of the product that the service has.</summary>
internal sealed class CancellationPlanning(ProductCatalog products, TimeProvider time)
{
    /// <summary>A time as workflows are given it: ISO 8601, in UTC.</summary>
    public static string Text(DateTimeOffset end) =>
        end.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>What can be said of an order's dates by looking at nothing but the order.</summary>
    public static void Check(V1.StartActivationRequest request, Violations violations)
    {
        violations.Time("cancellation_date", request.CancellationDate);
        var isCancellation = request.Action == V1.Action.Deprovision;
        if (!isCancellation && request.CancellationDate is not null)
            violations.Add("cancellation_date", "must be empty unless the action is DEPROVISION.");
        if (request.AtOnce is not { } decision)
            return;

        violations.Text("at_once.reason", decision.Reason, CommandCall.ReasonLengthMax, required: true);
        violations.Text("at_once.ticket", decision.Ticket, OrderChecks.TextLengthMax);
        if (!isCancellation)
            violations.Add("at_once", "must be absent unless the action is DEPROVISION.");
        if (request.CancellationDate is not null)
            violations.Add("cancellation_date", "must be empty: at_once ends it now.");
    }

    /// <summary>The dates; null where nothing is cancelled, or something is wrong, which is noted.</summary>
    /// <exception cref="CallFailedException">The workflow cannot end use and payment at different times.</exception>
    public CancellationDates? Of(V1.StartActivationRequest request, OrderTarget target, Violations violations)
    {
        if (request.Action != V1.Action.Deprovision || target.Service is not { } service)
            return null;

        var none = new Violations();
        var now = time.GetUtcNow();
        var notice = none.Time("requested_start_time", request.RequestedStartTime);
        var atOnce = notice > now ? notice.Value : now;
        if (request.AtOnce is { } decision)
            return new CancellationDates(atOnce, atOnce) { Reason = decision.Reason, Ticket = decision.Ticket };

        var product = products.Find(service.Product, service.ProductVersion) ?? target.Product;
        var policy = PolicyFor(service, product);
        var date = none.Time("cancellation_date", request.CancellationDate);
        CheckDate(policy, product?.Id ?? service.Product, atOnce, date, violations);
        if (violations.Any)
            return null;

        var dates = CancellationRule.Dates(policy, service.ActiveTime ?? service.CreateTime, atOnce, date);
        RefuseUntold(dates, target.Plan);
        return dates;
    }

    /// <summary>When a cancellation's work begins; null where that is now, or nothing is cancelled.</summary>
    public DateTimeOffset? StartOf(CancellationDates? dates) => dates?.First > time.GetUtcNow() ? dates.First : null;

    /// <summary>What a plan's hash says of the dates: what ends now ends now whenever it is planned again.</summary>
    public string HashText(CancellationDates dates)
    {
        var now = time.GetUtcNow();
        string End(DateTimeOffset end) => end > now ? Text(end) : "now";
        return $"{End(dates.EntitlementEnd)} {End(dates.BillingEnd)}";
    }

    /// <summary>
    /// What is being made, or has ended already but for its remains, was never used or is used no more: there is no term
    /// to keep to.
    /// </summary>
    private static CancellationPolicy PolicyFor(ServiceEntry service, Product? product) =>
        service.State is ServiceState.Active or ServiceState.Suspended && product is not null
            ? product.Cancellation
            : CancellationPolicy.AtOnce;

    private static void CheckDate(
        CancellationPolicy policy, string product, DateTimeOffset atOnce, DateTimeOffset? date, Violations violations)
    {
        const string Field = "cancellation_date";
        if (!violations.IsFine(Field))
            return;

        if (date is null && CancellationRule.NeedsDate(policy))
            violations.Add(Field, $"is required: a service of product '{product}' ends at the date that the order gives.");
        else if (date is not null && !CancellationRule.NeedsDate(policy))
            violations.Add(
                Field,
                $"must be empty: the cancellation policy of product '{product}' says when it ends, and for this service "
                    + "that is at no date of the order. Give requested_start_time for when the notice takes effect.");
        else if (date < atOnce)
            violations.Add(Field, $"is {Text(date.Value)}, and the notice takes effect at {Text(atOnce)}: give a later date.");
    }

    private static void RefuseUntold(CancellationDates dates, WorkflowPlan plan)
    {
        if (dates.EntitlementEnd == dates.BillingEnd || CancellationRule.IsTold(plan))
            return;

        throw new CallFailedException(
            Reason.ActionNotOffered,
            $"Use ends at {Text(dates.EntitlementEnd)} and payment at {Text(dates.BillingEnd)}, and {plan.Id} is told "
                + $"neither: publish one with the inputs {CancellationDates.EntitlementInput} and "
                + $"{CancellationDates.BillingInput}, which waits for each.")
        {
            Subject = plan.Id.ToString(),
            Metadata = new SortedDictionary<string, string>
            {
                ["workflow"] = plan.Id.ToString(),
                ["action"] = "DEPROVISION",
            },
        };
    }
}
