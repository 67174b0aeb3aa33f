using Orchestrator.Engine.Auditing;

namespace Orchestrator.Engine.Ports;

/// <summary>Where an audit, or a part of it, is. Stored as numbers.</summary>
public enum AuditState
{
    Waiting = 1,
    Running = 2,

    /// <summary>All of it was audited.</summary>
    Complete = 3,

    /// <summary>It, or a part of it, could not be audited.</summary>
    Incomplete = 4,
}

/// <summary>An audit.</summary>
/// <param name="Number">From 1, in order.</param>
/// <param name="Adapters">Those that it is about; none for all.</param>
/// <param name="Actor">Who wanted it.</param>
/// <param name="Reason">Why.</param>
/// <param name="CreateTime">When.</param>
public sealed record AuditRun(
    long Number,
    AuditState State,
    IReadOnlyList<string> Adapters,
    string Actor,
    string Reason,
    DateTimeOffset CreateTime)
{
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>The process that carries it out; empty while nobody does.</summary>
    public string Owner { get; init; } = "";

    /// <summary>By name; that of services themselves, without a name, is the last one to be carried out.</summary>
    public IReadOnlyList<AuditPart> Parts { get; init; } = [];
}

/// <summary>What is audited whole or not at all: an adapter's instance, or the services themselves.</summary>
/// <param name="Name">The instance; empty for the services.</param>
public sealed record AuditPart(string Name, AuditState State)
{
    /// <summary>What it is at now, or why it could not be audited: one sentence.</summary>
    public string Message { get; init; } = "";

    /// <summary>Resources that the system holds.</summary>
    public long Listed { get; init; }

    /// <summary>Entries of the ledger.</summary>
    public long Held { get; init; }

    /// <summary>Findings of this audit.</summary>
    public long Found { get; init; }

    /// <summary>Differences that are left to the next audit, because something was under way.</summary>
    public long Unsettled { get; init; }

    /// <summary>Findings that this audit does not see any more.</summary>
    public long Resolved { get; init; }

    public DateTimeOffset? StartTime { get; init; }

    public DateTimeOffset? EndTime { get; init; }
}

/// <param name="RequestId">Unique for each actor.</param>
/// <param name="RequestHash">Of the whole request.</param>
public sealed record NewAudit(
    string RequestId,
    string RequestHash,
    IReadOnlyList<string> Adapters,
    string Actor,
    string Reason,
    DateTimeOffset Time);

/// <summary>What became of the wish for an audit. Exactly one of the cases below.</summary>
public abstract record AuditStart
{
    private AuditStart()
    {
    }

    /// <summary>It is there; made now, or before under the same request id.</summary>
    public sealed record Started(AuditRun Run) : AuditStart;

    /// <summary>Another one is not at its end.</summary>
    public sealed record Busy(AuditRun Other) : AuditStart;

    /// <summary>The request id was used for another request.</summary>
    public sealed record RequestIdReused : AuditStart;
}

/// <summary>Who carries an audit out, and until when others leave it to them.</summary>
public sealed record AuditClaim(long Audit, string Owner, DateTimeOffset Until);

/// <summary>Where a finding is. Stored as numbers.</summary>
public enum FindingState
{
    Open = 1,

    /// <summary>A person lives with it until a date.</summary>
    Accepted = 2,

    /// <summary>What is to put it right was started.</summary>
    FixStarted = 3,

    /// <summary>A later audit did not see it any more.</summary>
    Resolved = 4,
}

/// <summary>A finding as the database has it.</summary>
/// <param name="State">As of now: what was accepted until a time that has passed is open.</param>
/// <param name="FirstSeen">By the audit that opened it.</param>
/// <param name="LastSeen">By the last audit that saw it.</param>
/// <param name="Audit">Number of the last audit that saw it.</param>
public sealed record KeptFinding(
    string Id, Finding Finding, FindingState State, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, long Audit)
{
    public DateTimeOffset? ResolvedTime { get; init; }

    public DateTimeOffset? AcceptedUntil { get; init; }

    /// <summary>What was started to put it right; 0 for nothing.</summary>
    public long Fix { get; init; }
}

/// <param name="Limit">At most so many.</param>
public sealed record FindingQuery(int Limit)
{
    public IReadOnlyList<FindingState> States { get; init; } = [];

    public IReadOnlyList<FindingKind> Kinds { get; init; } = [];

    public string? Adapter { get; init; }

    public string? Customer { get; init; }

    public string? Service { get; init; }

    public string? Product { get; init; }

    /// <summary>The last one of the page before: its money a year, in hundredths, and its id.</summary>
    public (long PerYear, string Id)? After { get; init; }
}

/// <summary>What can happen to a finding. Stored as numbers.</summary>
public enum FindingEventKind
{
    Opened = 1,
    Accepted = 2,
    FixStarted = 3,
    Resolved = 4,

    /// <summary>Seen again after it had been resolved, or after the end of its acceptance.</summary>
    Reopened = 5,
}

/// <param name="Actor">Who; <c>audits/{n}</c> where an audit did it.</param>
/// <param name="Reason">Why; empty where an audit did it.</param>
/// <param name="Until">Of an acceptance.</param>
/// <param name="Activation">Of a fix; else 0.</param>
public sealed record FindingEvent(
    FindingEventKind Kind,
    DateTimeOffset Time,
    string Actor,
    string Reason,
    string Ticket,
    DateTimeOffset? Until,
    long Activation);

/// <summary>A person's decision about a finding.</summary>
/// <param name="What">Accepted, or FixStarted.</param>
/// <param name="RequestId">Unique for each actor.</param>
/// <param name="RequestHash">Of the whole request.</param>
public sealed record NewFindingDecision(string Finding, FindingEvent What, string RequestId, string RequestHash);

/// <param name="Activation">What was started; 0 for nothing.</param>
public sealed record MadeFindingDecision(string Finding, string RequestHash, long Activation);

/// <summary>What became of a decision.</summary>
public enum FindingDecisionOutcome
{
    /// <summary>It is kept.</summary>
    Decided,

    /// <summary>It was made before, under the same request id: nothing was done.</summary>
    Repeated,

    /// <summary>The request id was used for another one.</summary>
    RequestIdReused,

    /// <summary>There is no such finding.</summary>
    NotFound,

    /// <summary>It is resolved: there is nothing to decide.</summary>
    AlreadyResolved,
}
