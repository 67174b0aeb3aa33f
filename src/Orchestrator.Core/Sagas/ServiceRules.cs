using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows.Generating;

namespace Orchestrator.Core.Sagas;

/// <summary>What an activation makes of its service, after TMF638's states.</summary>
public static class ServiceRules
{
    /// <summary>
    /// Whether an action may be carried out on a service in a state. What was given up half way can still be
    /// deprovisioned: that is how its remains are cleared away.
    /// </summary>
    public static bool Allows(ActivationAction action, ServiceState state) => action switch
    {
        ActivationAction.Custom => state != ServiceState.TeardownIncomplete,
        ActivationAction.Deprovision => state != ServiceState.Terminated,
        ActivationAction.Suspend => state == ServiceState.Active,
        ActivationAction.Resume => state == ServiceState.Suspended,
        _ => state is ServiceState.Active or ServiceState.Suspended,
    };

    /// <summary>
    /// Whether a service may become what an activation makes of it. Its end is final: an order that was accepted for the
    /// service as it was before does not bring it back, and what such an order still makes is to be torn down. Only who
    /// ended it, when that is undone, gives it back.
    /// </summary>
    /// <param name="before">As the database has it; null where it does not.</param>
    /// <param name="after">As the activation would have it.</param>
    public static bool MayFollow(ServiceEntry? before, ServiceEntry after) =>
        before?.State is not (ServiceState.Terminated or ServiceState.TeardownIncomplete)
        || after.State is ServiceState.Terminating or ServiceState.Terminated or ServiceState.TeardownIncomplete
        || before.Activation == after.Activation;

    /// <summary>
    /// Whether a service is not any more what it was when an activation that is to take it was told of it: somebody has
    /// had it since. What was checked, and what the activation would leave the service with, is out of date then.
    /// </summary>
    /// <param name="now">As the database has it; null where it does not: then there is nothing to compare with.</param>
    /// <param name="seen">As it was told.</param>
    public static bool HasChanged(ServiceEntry? now, ServiceEntry seen) =>
        now is not null
        && (now.Activation, now.State, now.Product, now.ProductVersion, now.Input)
            != (seen.Activation, seen.State, seen.Product, seen.ProductVersion, seen.Input);

    /// <summary>
    /// The service as the activation was told of it, where it takes it with these events; null where it does not.
    /// </summary>
    internal static ServiceEntry? Seen(SagaState state, IReadOnlyList<SagaEvent> events) =>
        state.QueuedBehind != 0 || state.IsFinished || state.Order.ServiceBefore is not { } before
            ? null
            : events.Any(static one => one is ActivationAccepted or ServiceTakenOver) ? before : null;

    /// <summary>Why a service in a state does not allow an action, as a sentence.</summary>
    public static string WhyNot(ServiceEntry service, ActivationAction action) =>
        $"services/{service.Id} is {service.State}: {action.ToString().ToUpperInvariant()} needs one that is "
            + $"{Needed(action)}.";

    /// <summary>
    /// The service as it is at this point of the activation; null where the activation changes none, or waits for it.
    /// </summary>
    internal static ServiceEntry? After(SagaState state)
    {
        var order = state.Order;
        if (state.QueuedBehind != 0)
            return null;
        if (order.Action == ActivationAction.Provision)
            return Provisioned(state);
        if (order.ServiceBefore is not { } before || order.Action == ActivationAction.Custom)
            return null;

        return state.State switch
        {
            ActivationState.Completed => Changed(state, before),
            ActivationState.Abandoned when state.IsLeftToLedger =>
                before with { Activation = state.Id, State = ServiceState.Terminated, EndTime = state.EndTime },
            ActivationState.Scheduled or ActivationState.RolledBack or ActivationState.Cancelled =>
                before with { Activation = state.Id },
            ActivationState.Abandoned when order.Action == ActivationAction.Deprovision => before with
            {
                Activation = state.Id,
                State = ServiceState.TeardownIncomplete,
                Reason = "Its deprovisioning was given up.",
            },
            _ when order.Action == ActivationAction.Deprovision => before with
            {
                Activation = state.Id,
                State = ServiceState.Terminating,
                Reason = "",
            },
            _ => before with { Activation = state.Id },
        };
    }

    /// <summary>
    /// The service as an activation that had it leaves it to the next; null where it is not known. What of it is held
    /// the ledger knows; here only what the activation itself knows to have left.
    /// </summary>
    internal static ServiceEntry? Left(SagaState finished) => (After(finished) ?? finished.Order.ServiceBefore) switch
    {
        { State: ServiceState.Terminated } ended
            when finished.State != ActivationState.Completed && LedgerRules.EffectsLeft(finished) > 0 =>
            ended with { State = ServiceState.TeardownIncomplete, EndTime = null },
        var left => left,
    };

    /// <summary>The order's input on a service: what the order does not give comes from the service.</summary>
    internal static Value InputOn(ServiceEntry service, ActivationOrder order)
    {
        if (order.Inherited.Count == 0)
            return order.Input;

        var given = order.Input.Members.Where(member => !order.Inherited.Contains(member.Name));
        var inherited = order.Inherited.Select(
            name => (Name: name, Value: service.Input[name])).Where(member => !member.Value.IsNull);
        return Value.Object([.. given, .. inherited]);
    }

    /// <summary>
    /// Why an order that waited cannot be carried out on the service as it is now; null where it can.
    /// </summary>
    internal static string? Forbids(ServiceEntry service, SagaState state, Value input)
    {
        var order = state.Order;
        if (!Allows(order.Action, service.State))
            return WhyNot(service, order.Action);
        var ends = order.Action == ActivationAction.Deprovision; // Nobody orders that anew: it is carried out otherwise.
        if (order.Action is not (ActivationAction.Change or ActivationAction.Custom)
            && service.Product != order.Product)
            return $"services/{service.Id} is of product '{service.Product}' now, and was of '{order.Product}' when "
                + $"this was ordered.{(ends ? "" : " Order it anew.")}";

        foreach (var declared in state.Plan.Inputs)
        {
            if (declared.Required && input[declared.Name].IsNull)
                return $"services/{service.Id} has no '{declared.Name}', which the workflow needs."
                    + (ends ? "" : " Order it anew, with it in the input.");
        }

        return null;
    }

    private static string Needed(ActivationAction action) => action switch
    {
        ActivationAction.Deprovision => "not terminated",
        ActivationAction.Suspend => "active",
        ActivationAction.Resume => "suspended",
        _ => "active or suspended",
    };

    private static ServiceEntry Provisioned(SagaState state)
    {
        var order = state.Order;
        var entry = new ServiceEntry(
            order.Service, order.Customer, order.Product, ServiceState.Reserved, state.Id)
        {
            Input = order.Input,
            ProductVersion = order.ProductVersion,
            CreateTime = state.CreateTime,
        };
        return state.State switch
        {
            ActivationState.Completed => entry with
            {
                State = ServiceState.Active,
                Input = order.Input.OverlaidWith(state.Output),
                ActiveTime = state.EndTime,
            },
            ActivationState.RolledBack or ActivationState.Cancelled or ActivationState.Abandoned
                when state.Steps.FirstOrDefault(DoubtRules.IsLeft) is { } unknown => entry with
                {
                    State = ServiceState.TeardownIncomplete,
                    Reason = $"It is not known whether step '{unknown.Id}' of its provisioning was done.",
                },
            ActivationState.Abandoned when LedgerRules.EffectsLeft(state) is > 0 and var left => entry with
            {
                State = ServiceState.TeardownIncomplete,
                Input = order.Input.OverlaidWith(state.Output),
                Reason = $"Its provisioning was given up; {Count(left, "step was", "steps were")} not undone.",
            },
            ActivationState.RolledBack or ActivationState.Cancelled or ActivationState.Abandoned =>
                entry with { State = ServiceState.Terminated, EndTime = state.EndTime },
            _ => entry,
        };
    }

    private static ServiceEntry Changed(SagaState state, ServiceEntry before)
    {
        var after = before with { Activation = state.Id };
        return state.Order.Action switch
        {
            ActivationAction.Deprovision =>
                after with { State = ServiceState.Terminated, EndTime = state.EndTime, Reason = "" },
            ActivationAction.Suspend =>
                after with { State = ServiceState.Suspended, Reason = WhySuspended(state.Order) },
            ActivationAction.Resume => after with { State = ServiceState.Active, Reason = "" },
            _ => after with
            {
                Product = state.Order.Product,
                ProductVersion = VersionAfter(state.Order, before),
                Input = before.Input.OverlaidWith(ServiceRecordInput.Without(state.Order.Input)).OverlaidWith(state.Output),
            },
        };
    }

    /// <summary>An order without a version of its product leaves the service the one that it has of it.</summary>
    private static int VersionAfter(ActivationOrder order, ServiceEntry before) =>
        order.ProductVersion == 0 && order.Product == before.Product ? before.ProductVersion : order.ProductVersion;

    private static string WhySuspended(ActivationOrder order) => (order.Requester, order.OrderReference) switch
    {
        ("", "") => "Suspended without a word of why.",
        ("", var reference) => $"Order {reference}.",
        (var requester, "") => $"Asked for by {requester}.",
        var (requester, reference) => $"Asked for by {requester}, order {reference}.",
    };

    private static string Count(int number, string one, string more) => number == 1 ? $"1 {one}" : $"{number} {more}";
}
