using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine.Auditing;

/// <summary>One process's turn at an audit: keeps its progress, and stops where another has taken it over.</summary>
internal sealed class AuditSession(IAuditStore store, long audit, string owner, AuditOptions options, TimeProvider time)
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(2);

    private long _kept = time.GetTimestamp();

    /// <summary>The audit's.</summary>
    public long Number => audit;

    public AuditClaim Claim => new(audit, owner, time.GetUtcNow() + options.Claim);

    /// <summary>Keeps the progress, where it was not just now.</summary>
    /// <exception cref="AuditLostException">Another process has the audit.</exception>
    public async Task TickAsync(AuditPart part, CancellationToken cancellation)
    {
        if (time.GetElapsedTime(_kept) < Often)
            return;

        await KeepAsync(part, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc cref="TickAsync"/>
    public async Task KeepAsync(AuditPart part, CancellationToken cancellation)
    {
        Require(await store.KeepAsync(Claim, part, cancellation).ConfigureAwait(false));
        _kept = time.GetTimestamp();
    }

    public async Task SeeAsync(IReadOnlyList<Finding> findings, CancellationToken cancellation)
    {
        if (findings.Count > 0)
            Require(await store.SeeAsync(Claim, findings, time.GetUtcNow(), cancellation).ConfigureAwait(false));
    }

    public async Task LeaveAsync(IReadOnlyList<string> findings, CancellationToken cancellation)
    {
        if (findings.Count > 0)
            Require(await store.LeaveAsync(Claim, findings, cancellation).ConfigureAwait(false));
    }

    /// <summary>Findings of an adapter, not seen in this audit, that are being put right.</summary>
    public Task<IReadOnlyList<string>> FindFixesAsync(
        string adapter, AuditSources sources, CancellationToken cancellation) =>
        new FixesUnderWay(store, sources).FindAsync(adapter, audit, cancellation);

    public async Task CompleteAsync(AuditPart part, CancellationToken cancellation) =>
        Require(await store.CompleteAsync(Claim, part, time.GetUtcNow(), cancellation).ConfigureAwait(false) is not null);

    public async Task FinishAsync(CancellationToken cancellation) =>
        Require(await store.FinishAsync(Claim, time.GetUtcNow(), cancellation).ConfigureAwait(false));

    private static void Require(bool isOurs)
    {
        if (!isOurs)
            throw new AuditLostException();
    }
}

/// <summary>Another process has taken the audit over: this one stops, and nothing is lost.</summary>
internal sealed class AuditLostException() : Exception("Another process has taken the audit over.");
