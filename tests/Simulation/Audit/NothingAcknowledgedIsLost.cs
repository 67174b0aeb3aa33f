using Orchestrator.Core.Sagas;

namespace Orchestrator.Tests.Simulation.Audit;

/// <summary>P1 and P6: what was acknowledged is in the journal, and what was sent twice is there once.</summary>
internal sealed class NothingAcknowledgedIsLost : Checker
{
    private readonly Dictionary<string, long> _byCustomer = new(StringComparer.Ordinal);
    private readonly HashSet<(string Caller, string Request)> _requests = [];
    private readonly HashSet<(long Activation, string Request)> _decisions = [];

    public override void Durable(Chronicle it, SagaEvent happened)
    {
        if (happened is ActivationAccepted)
            Accept(it);
        if (WhoDecided(happened) is { Actor: Clients.Person.Name } who && !_decisions.Add((it.Id, who.RequestId)))
            Fail($"{it.Name}: {who.RequestId} was carried out twice");
    }

    private void Accept(Chronicle it)
    {
        if (!_requests.Add((it.Order.Caller, it.Order.RequestId)))
            Fail($"{it.Order.Caller} asked once for {it.Order.RequestId}, and {it.Name} is not the first that it has");
        if (it.Order.Customer.Length > 0 && it.Order.Parent is null && !_byCustomer.TryAdd(it.Order.Customer, it.Id))
            Fail($"{it.Order.Customer} ordered once, and has {it.Name} and "
                + $"{ActivationId.ToText(_byCustomer[it.Order.Customer])}");
    }

    public override void Acknowledged(ActivationOrder order, long activation)
    {
        if (!_byCustomer.TryGetValue(order.Customer, out var known) || known != activation)
            Fail($"{order.Customer} was told of {ActivationId.ToText(activation)}, which is not there");
    }

    public override void CarriedOut(long activation, Who who)
    {
        if (!_decisions.Contains((activation, who.RequestId)))
            Fail($"{ActivationId.ToText(activation)}: {who.RequestId} is said to be done, and no event tells of it");
    }

    private static Who? WhoDecided(SagaEvent happened) => happened switch
    {
        ActivationHeld it => it.Who,
        ActivationReleased it => it.Who,
        CancelRequested it => it.Who,
        RollbackRequested it => it.Who,
        FalloutResolved it => it.Who,
        SignalReceived it => it.Who,
        _ => null,
    };
}
