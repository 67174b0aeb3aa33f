namespace Orchestrator.Core.Sagas;

/// <summary>What an activation makes of its service, after TMF638's states.</summary>
internal static class ServiceRules
{
    /// <summary>The service as it is at this point of the activation; null where the activation changes none.</summary>
    public static ServiceEntry? After(SagaState state)
    {
        var order = state.Order;
        if (order.Action == ActivationAction.Provision)
            return Provisioned(state);
        if (order.ServiceBefore is not { } before || order.Action == ActivationAction.Custom)
            return null;

        return state.State switch
        {
            ActivationState.Completed => Changed(state, before),
            ActivationState.Scheduled or ActivationState.RolledBack or ActivationState.Cancelled => before with { Activation = state.Id },
            _ => before with
            {
                Activation = state.Id,
                State = order.Action == ActivationAction.Deprovision ? ServiceState.Terminating : before.State,
            },
        };
    }

    private static ServiceEntry Provisioned(SagaState state)
    {
        var order = state.Order;
        var entry = new ServiceEntry(order.Service, order.Customer, order.Product, ServiceState.Reserved, state.Id) { Input = order.Input };
        return state.State switch
        {
            ActivationState.Completed => entry with { State = ServiceState.Active, Input = order.Input.OverlaidWith(state.Output) },
            ActivationState.RolledBack or ActivationState.Cancelled => entry with { State = ServiceState.Terminated },
            _ => entry,
        };
    }

    private static ServiceEntry Changed(SagaState state, ServiceEntry before)
    {
        var after = before with { Activation = state.Id };
        return state.Order.Action switch
        {
            ActivationAction.Deprovision => after with { State = ServiceState.Terminated },
            ActivationAction.Suspend => after with { State = ServiceState.Suspended },
            ActivationAction.Resume => after with { State = ServiceState.Active },
            _ => after with
            {
                Product = state.Order.Product,
                Input = before.Input.OverlaidWith(state.Order.Input).OverlaidWith(state.Output),
            },
        };
    }
}
