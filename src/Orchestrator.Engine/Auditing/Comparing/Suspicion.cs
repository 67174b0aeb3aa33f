namespace Orchestrator.Engine.Auditing.Comparing;

/// <summary>
/// Something that differs by what was read at different moments: it is looked at again before it counts. Exactly one of
/// the cases below.
/// </summary>
public abstract record Suspicion
{
    private Suspicion()
    {
    }

    /// <summary>The system holds what is in no ledger.</summary>
    public sealed record Orphan(string Kind, string ExternalId, IReadOnlyDictionary<string, string> Attributes) : Suspicion;

    /// <summary>The ledger has it for a service that is not there, or has ended.</summary>
    public sealed record Ownerless(AuditedService? Owner, ServiceHolding Holding) : Suspicion;

    /// <summary>The ledger has what the system does not hold.</summary>
    public sealed record Missing(AuditedService Owner, ServiceHolding Holding) : Suspicion;

    /// <summary>Both have it, and differ.</summary>
    /// <param name="Names">Of the attributes.</param>
    public sealed record Differing(
        string Kind,
        string ExternalId,
        HeldResource Held,
        IReadOnlyDictionary<string, string> Listed,
        IReadOnlyList<string> Names) : Suspicion;

    /// <summary>Nothing bills an active service.</summary>
    /// <param name="Holding">What is to bill it, by the ledger, and is not there; null where the ledger has none
    /// either.</param>
    public sealed record Unbilled(AuditedService Owner, AuditedProduct Product, ServiceHolding? Holding) : Suspicion;

    /// <summary>A service that is not active is billed.</summary>
    public sealed record BilledInVain(AuditedService? Owner, string Service, ServiceHolding Holding) : Suspicion;
}
