using Orchestrator.Server.Grpc.Checks;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>What can be said of an order by looking at nothing but the order.</summary>
internal static class OrderChecks
{
    public const int RequestIdLengthMax = 128;
    public const int TextLengthMax = 256;

    public static void Check(V1.StartActivationRequest request, Violations violations, bool isPlan = false)
    {
        violations.Text("request_id", request.RequestId, RequestIdLengthMax, required: !isPlan);
        violations.Known("action", request.Action, required: true);
        violations.Text("customer", request.Customer, TextLengthMax, required: true);
        Target(request, violations);
        violations.Object("input", request.Input);
        violations.Text("order_reference", request.OrderReference, TextLengthMax);
        violations.Known("channel", request.Channel);
        if (request.Channel == V1.Channel.Trigger)
            violations.Add(
                "channel", "TRIGGER marks what nobody asked for: leave it out, or name the way the customer asked.");
        violations.Text("requester", request.Requester, TextLengthMax);
        violations.Labels("labels", request.Labels);
        violations.Time("requested_start_time", request.RequestedStartTime);
        violations.Time("due_time", request.DueTime);
        CancellationPlanning.Check(request, violations);
        violations.Known("on_conflict", request.OnConflict);
        violations.Text("plan_hash", request.PlanHash, TextLengthMax);
        violations.Wait("wait", request.Wait);
    }

    public static string Name(V1.Action action) => action.ToString().ToUpperInvariant();

    private static void Target(V1.StartActivationRequest request, Violations violations)
    {
        var action = request.Action;
        violations.Id("product", request.Product);
        if (action is V1.Action.Provision or V1.Action.Change && request.Product.Length == 0)
            violations.Add("product", $"is required for {Name(action)}.");

        if (action == V1.Action.Provision)
            violations.Absent("service", request.Service, "must be empty: PROVISION creates the service.");
        else
            violations.Name("service", request.Service, "services/", required: NeedsService(action));

        if (action == V1.Action.Custom)
            violations.Workflow("workflow", request.Workflow);
        else
            violations.Absent(
                "workflow",
                request.Workflow,
                "must be empty unless the action is CUSTOM: the product says which one it is.");
    }

    private static bool NeedsService(V1.Action action) =>
        action is V1.Action.Deprovision or V1.Action.Change or V1.Action.Suspend or V1.Action.Resume;
}
