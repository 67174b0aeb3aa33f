using Orchestrator.Core.Sagas;
using Orchestrator.Engine;
using Orchestrator.Engine.Auditing;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Server.Grpc.Audits;

/// <summary>What could be done about a finding, as things are now.</summary>
internal sealed class FixProposal(
    IServiceStore services, ActivationEngine engine, AdapterRegistry adapters, Sealer sealer)
{
    private readonly TouchedSince _touched = new(services);

    public async Task<ProposedFix> OfAsync(KeptFinding kept, CancellationToken cancellation)
    {
        var finding = kept.Finding;
        var service = finding.Service.Length == 0
            ? null
            : await services.FindAsync(finding.Service, cancellation).ConfigureAwait(false);
        if (finding.Kind == FindingKind.Stuck)
            return OfStuck(finding, service);
        if (service is { State: ServiceState.TeardownIncomplete or ServiceState.Terminating or ServiceState.Reserved })
            return Deprovision(service, "End the service: that gives back all that it still has.");

        if (await _touched.FindAsync(finding, kept.LastSeen, cancellation).ConfigureAwait(false) is { } why)
            return new ProposedFix(why);

        var recorded = await RecordedAsync(finding, cancellation).ConfigureAwait(false);
        return finding.Kind switch
        {
            FindingKind.OrphanResource or FindingKind.BillingWithoutService =>
                Release(finding, service, recorded) ?? new ProposedFix(
                    $"Release it by hand: no operation of '{finding.Adapter}' is known that does it with what is known of it."),
            FindingKind.UnknownEffect => TakeBack(finding, service, recorded) ?? new ProposedFix(
                $"Look at {finding.Adapter} itself. Take back by hand what the call made, if it made anything; then say so: "
                    + $"orchestrator service resolve {finding.Service} --resource {finding.Adapter}/{finding.ResourceKind}/{finding.ExternalId}"),
            FindingKind.Drift => Replace(finding, service, recorded) ?? new ProposedFix(
                "Find out which side is right. Put the other one right by hand, or by a workflow that changes it."),
            _ => MakeAgain(finding, service, recorded)
                ?? (service is { State: ServiceState.Active } && finding.Kind == FindingKind.ServiceWithoutBilling
                    ? Deprovision(service, "Nothing was ever made that could be made again. Bill the service by a workflow of its own, or end it.")
                    : new ProposedFix("Make it again by hand, or end the service.")),
        };
    }

    private static ProposedFix OfStuck(Finding finding, ServiceEntry? service)
    {
        if (finding.Activation != 0)
        {
            var name = ActivationId.ToText(finding.Activation);
            return new ProposedFix(
                $"Look at it: orchestrator activation show {name}. Decide what it waits for: resolve its fallout, release it, or roll it back.");
        }

        return service is null
            ? new ProposedFix("The service is not there any more; the next audit will not see it.")
            : Deprovision(service, "End the service: that gives back what it still has.");
    }

    private static ProposedFix Deprovision(ServiceEntry service, string why) => new(why)
    {
        Request = new V1.StartActivationRequest
        {
            Action = V1.Action.Deprovision,
            Customer = service.Customer,
            Service = $"services/{service.Id}",
        },
    };

    /// <summary>The call that made the resource, as its activation has it.</summary>
    private async Task<RecordedCall?> RecordedAsync(Finding finding, CancellationToken cancellation)
    {
        if (finding.Service.Length == 0)
            return null;

        var query = new ResourceQuery(1)
        {
            Service = finding.Service,
            Adapter = finding.Adapter,
            Kind = finding.ResourceKind,
            ExternalId = finding.ExternalId.Length == 0 ? null : finding.ExternalId,
        };
        return await services.ListResourcesAsync(query, cancellation).ConfigureAwait(false) is [var entry]
            && entry.Key.EndsWith("/do", StringComparison.Ordinal)
            && await engine.ReadAsync(entry.Activation, long.MaxValue, cancellation).ConfigureAwait(false) is { } state
            && state.FindStep(entry.Step) is { } step
            ? RecordedCall.Of(step, sealer)
            : null;
    }

    private ProposedFix? Release(Finding finding, ServiceEntry? service, RecordedCall? recorded)
    {
        var call = recorded?.Undo ?? (adapters.Find(finding.Adapter)?.Description is { } description
            ? ReleasingCall.Find(description, finding)
            : null);
        return call is null
            ? null
            : FixDefinition.Make(
                $"Release it: {call.Operation} on '{finding.Adapter}'.", "release", finding, service, [call]);
    }

    /// <summary>Undone by its key, a call takes back what it made, or nothing.</summary>
    private static ProposedFix? TakeBack(Finding finding, ServiceEntry? service, RecordedCall? recorded) =>
        recorded?.Undo is not { } undo
            ? null
            : FixDefinition.Make(
                $"Undo it, whether it was done or not: {undo.Operation} on '{finding.Adapter}'.", "undo", finding, service, [undo with { Undoes = finding.ExternalId }]);

    private static ProposedFix? MakeAgain(Finding finding, ServiceEntry? service, RecordedCall? recorded) =>
        recorded?.Do is not { } call || service is not { State: ServiceState.Active or ServiceState.Suspended }
            ? null
            : FixDefinition.Make(
                $"Make it again, as step '{recorded.Step}' made it: {call.Operation} on '{finding.Adapter}'.",
                "remake", finding, service, [call]);

    private static ProposedFix? Replace(Finding finding, ServiceEntry? service, RecordedCall? recorded) =>
        recorded is not { Do: { } make, Undo: { } release }
            || service is not { State: ServiceState.Active or ServiceState.Suspended }
            ? null
            : FixDefinition.Make(
                $"Make it anew, as step '{recorded.Step}' made it: {release.Operation}, and then {make.Operation} on '{finding.Adapter}'. The customer is without it in between.",
                "replace", finding, service, [release with { UndoneBy = make }, make]);
}

/// <summary>What could be done.</summary>
/// <param name="Summary">In plain words.</param>
internal sealed record ProposedFix(string Summary)
{
    /// <summary>Null where nothing can be started.</summary>
    public V1.StartActivationRequest? Request { get; init; }

    /// <summary>The workflow that is published for it; empty where there is one.</summary>
    public string Definition { get; init; } = "";

    public V1.Fix Render() => new() { Summary = Summary, Request = Request, Definition = Definition };
}
