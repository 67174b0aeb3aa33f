using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Conversion;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>A filter over activations, checked and as the journal takes it.</summary>
internal static class FilterChecks
{
    private const string Services = "services/";
    private const string Activations = "activations/";

    public static void Check(V1.ActivationFilter filter, Violations violations)
    {
        foreach (var state in filter.States)
        {
            if (state == V1.Activation.Types.State.Unspecified || !Enum.IsDefined(state))
                violations.Add("filter.states", $"{state:D} is not a value of State.");
        }

        violations.Text("filter.customer", filter.Customer, OrderChecks.TextLengthMax);
        violations.Name("filter.service", filter.Service, Services, required: false);
        violations.Id("filter.product", filter.Product);
        violations.Text("filter.order_reference", filter.OrderReference, OrderChecks.TextLengthMax);
        violations.Known("filter.action", filter.Action);
        violations.Known("filter.channel", filter.Channel);
        violations.Labels("filter.labels", filter.Labels);
        violations.Time("filter.created_after", filter.CreatedAfter);
        violations.Time("filter.created_before", filter.CreatedBefore);
        violations.Text("filter.adapter", filter.Adapter, OrderChecks.TextLengthMax);
        Parent(filter, violations);
    }

    /// <summary>Of a filter that was checked.</summary>
    public static ActivationQuery ToQuery(V1.ActivationFilter filter, int limit)
    {
        var none = new Violations();
        return new ActivationQuery(limit)
        {
            States = [.. filter.States.Distinct().Select(EnumConversion.ToCore)],
            Customer = Given(filter.Customer),
            Service = none.Name("service", filter.Service, Services, required: false),
            Product = Given(filter.Product),
            OrderReference = Given(filter.OrderReference),
            Action = filter.Action == V1.Action.Unspecified ? null : EnumConversion.ToCore(filter.Action),
            Channel = filter.Channel == V1.Channel.Unspecified ? null : EnumConversion.ToCore(filter.Channel),
            Labels = filter.Labels.Count == 0
                ? new Dictionary<string, string>()
                : new Dictionary<string, string>(filter.Labels),
            CreatedAfter = none.Time("created_after", filter.CreatedAfter),
            CreatedBefore = none.Time("created_before", filter.CreatedBefore),
            FalloutAdapter = Given(filter.Adapter),
            Parent = Parent(filter, none),
            InJeopardy = filter.InJeopardy,
        };
    }

    private static long? Parent(V1.ActivationFilter filter, Violations violations)
    {
        if (violations.Name("filter.parent", filter.Parent, Activations, required: false) is not { } parent)
            return null;
        if (ActivationId.TryParse(parent, out var id))
            return id;

        violations.Add("filter.parent", "is the name of no activation.");
        return null;
    }

    private static string? Given(string text) => text.Length > 0 ? text : null;
}
