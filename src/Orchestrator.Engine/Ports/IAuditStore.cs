using Orchestrator.Engine.Auditing;

namespace Orchestrator.Engine.Ports;

/// <summary>
/// Audits and what they found. Where the database cannot be reached, every method throws
/// <see cref="JournalUnavailableException"/>. Whoever carries out an audit has claimed it; every write of its progress
/// says so, and answers false, with nothing done, where another has it by now.
/// </summary>
public interface IAuditStore
{
    /// <summary>Begins an audit, once for each request id of its actor; at most one is open.</summary>
    Task<AuditStart> StartAsync(NewAudit audit, CancellationToken cancellation);

    /// <summary>Takes the open audit that nobody carries out, or renews the claim of whoever does; null for none.</summary>
    /// <param name="owner">The process that is to carry it out.</param>
    /// <param name="now">The time.</param>
    /// <param name="until">How long the claim holds unless it is renewed.</param>
    /// <param name="cancellation">Ends it.</param>
    Task<AuditRun?> ClaimAsync(string owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellation);

    /// <summary>Keeps how far a part is; the part is made where it is not there.</summary>
    Task<bool> KeepAsync(AuditClaim claim, AuditPart part, CancellationToken cancellation);

    /// <summary>
    /// Keeps what was found: opens what is new, or had been resolved; of what is known, when it was seen last. A decision
    /// to accept it stays until its end date.
    /// </summary>
    Task<bool> SeeAsync(
        AuditClaim claim, IReadOnlyList<Finding> findings, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Of these, those that are open are neither seen nor closed by this audit: nobody could tell.</summary>
    Task<bool> LeaveAsync(AuditClaim claim, IReadOnlyList<string> findings, CancellationToken cancellation);

    /// <summary>
    /// Ends a part that was audited whole: its findings that were not seen are resolved. Answers with the part as it is
    /// then, null where another has the audit.
    /// </summary>
    Task<AuditPart?> CompleteAsync(
        AuditClaim claim, AuditPart part, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Ends the audit; what was accepted until now is open again.</summary>
    Task<bool> FinishAsync(AuditClaim claim, DateTimeOffset now, CancellationToken cancellation);

    Task<AuditRun?> FindAsync(long number, CancellationToken cancellation);

    /// <summary>The newest first.</summary>
    Task<IReadOnlyList<AuditRun>> ListAsync(long? before, int limit, CancellationToken cancellation);

    Task<KeptFinding?> FindFindingAsync(string id, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>What costs most comes first.</summary>
    Task<IReadOnlyList<KeptFinding>> ListFindingsAsync(
        FindingQuery query, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>What happened to a finding, the oldest first.</summary>
    Task<IReadOnlyList<FindingEvent>> ReadEventsAsync(string finding, CancellationToken cancellation);

    /// <summary>Keeps a person's decision, once for each request id of its actor.</summary>
    Task<FindingDecisionOutcome> DecideAsync(NewFindingDecision decision, CancellationToken cancellation);

    /// <summary>The decision that a request made; null for none.</summary>
    Task<MadeFindingDecision?> FindDecisionAsync(string actor, string requestId, CancellationToken cancellation);

    /// <summary>How many there are that are open, by kind.</summary>
    Task<IReadOnlyDictionary<FindingKind, long>> CountOpenAsync(DateTimeOffset now, CancellationToken cancellation);
}
