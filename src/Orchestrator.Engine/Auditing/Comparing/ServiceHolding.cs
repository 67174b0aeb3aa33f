using Orchestrator.Core.Sagas;

namespace Orchestrator.Engine.Auditing.Comparing;

/// <summary>A resource that a service has at the audited adapter.</summary>
/// <param name="Held">As the ledger has it.</param>
/// <param name="IsListed">Whether the system holds it; null where the system cannot say what it holds.</param>
public sealed record ServiceHolding(string Kind, string ExternalId, HeldResource Held, bool? IsListed);

/// <summary>A service, as far as an audit looks at it.</summary>
public sealed record AuditedService(
    string Id, string Customer, string Product, int ProductVersion, ServiceState State, long Activation)
{
    public static AuditedService Of(ServiceEntry entry) =>
        new(entry.Id, entry.Customer, entry.Product, entry.ProductVersion, entry.State, entry.Activation);

    /// <summary>
    /// Has what it pays for, or had it until it was suspended: then whether it is billed is the business of the workflow
    /// that suspended it.
    /// </summary>
    public bool MayBeBilled => State is ServiceState.Active or ServiceState.Suspended;
}
