using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Auditing.Comparing;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine.Auditing;

/// <summary>
/// Looks again at what is suspicious, after the system has said all that it holds. What was under way is asked for first,
/// and the ledger after that: what has ended in between is in the ledger then. What began later is no part of what was
/// listed.
/// </summary>
/// <param name="adapter">The audited instance.</param>
/// <param name="sources">What is read.</param>
/// <param name="options">How long calls that are under way are waited for.</param>
internal sealed class Settling(string adapter, AuditSources sources, AuditOptions options)
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(500);

    private IReadOnlySet<(long, string)>? _underWay;
    private bool _hasWaited;

    /// <summary>The list has ended: from now on it is known what may have been made while it was read.</summary>
    public async Task BeginAsync(CancellationToken cancellation) => _underWay = await sources.Work.UnderWayAsync(
        adapter, sources.Time.GetUtcNow(), cancellation).ConfigureAwait(false);

    /// <param name="suspicion">What differs.</param>
    /// <param name="tick">Called while it waits.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<Verdict> JudgeAsync(Suspicion suspicion, Func<Task> tick, CancellationToken cancellation) =>
        suspicion switch
        {
            Suspicion.Orphan it => await JudgeAsync(it, tick, cancellation).ConfigureAwait(false),
            Suspicion.Ownerless it => await JudgeAsync(
                it.Holding,
                owner => owner is null or { State: ServiceState.Terminated },
                cancellation).ConfigureAwait(false),
            Suspicion.Missing it => await JudgeAsync(it.Holding, static _ => true, cancellation).ConfigureAwait(false),
            Suspicion.BilledInVain it => await JudgeAsync(
                it.Holding,
                static owner => owner is null || !AuditedService.Of(owner).MayBeBilled,
                cancellation).ConfigureAwait(false),
            Suspicion.Differing it => await JudgeAsync(
                new ServiceHolding(it.Kind, it.ExternalId, it.Held, true), static _ => true, cancellation)
                .ConfigureAwait(false),
            Suspicion.Unbilled it => await JudgeAsync(it, cancellation).ConfigureAwait(false),
            _ => throw new InvalidOperationException($"Suspicion {suspicion.GetType().Name} is not known."),
        };

    private async Task<Verdict> JudgeAsync(Suspicion.Orphan it, Func<Task> tick, CancellationToken cancellation)
    {
        if (!_hasWaited)
        {
            await WaitForCallsAsync(tick, cancellation).ConfigureAwait(false);
            _hasWaited = true;
        }

        if ((await FindAsync(it.Kind, it.ExternalId, null, cancellation).ConfigureAwait(false)).Count > 0)
            return Verdict.Fine;

        return _underWay!.Count > 0 ? Verdict.Unsettled : Verdict.Counts;
    }

    private async Task<Verdict> JudgeAsync(
        ServiceHolding holding, Func<ServiceEntry?, bool> isWrong, CancellationToken cancellation)
    {
        var service = holding.Held.Service;
        if (await sources.Work.HasOpenAsync(service, cancellation).ConfigureAwait(false))
            return Verdict.Unsettled;

        var now = await FindAsync(holding.Kind, holding.ExternalId, service, cancellation).ConfigureAwait(false);
        if (now is not [var entry] || !Held(entry).IsAsIn(holding.Held))
            return Verdict.Fine;

        return isWrong(await sources.Services.FindAsync(service, cancellation).ConfigureAwait(false))
            ? Verdict.Counts
            : Verdict.Fine;
    }

    private async Task<Verdict> JudgeAsync(Suspicion.Unbilled it, CancellationToken cancellation)
    {
        if (await sources.Work.HasOpenAsync(it.Owner.Id, cancellation).ConfigureAwait(false))
            return Verdict.Unsettled;

        var owner = await sources.Services.FindAsync(it.Owner.Id, cancellation).ConfigureAwait(false);
        if (owner is not { State: ServiceState.Active } || owner.Product != it.Owner.Product
            || owner.ProductVersion != it.Owner.ProductVersion)
            return Verdict.Fine;

        var now = await FindAsync(it.Product.BillingKind!, null, it.Owner.Id, cancellation).ConfigureAwait(false);
        return now.All(entry => it.Holding is { } old && old.ExternalId == entry.ExternalId && Held(entry).IsAsIn(old.Held))
            ? Verdict.Counts
            : Verdict.Fine;
    }

    /// <summary>Most calls end within a moment; then it is known what they have made.</summary>
    private async Task WaitForCallsAsync(Func<Task> tick, CancellationToken cancellation)
    {
        var begun = sources.Time.GetTimestamp();
        while (_underWay!.Count > 0)
        {
            _underWay = await sources.Work.StillUnderWayAsync(_underWay, adapter, cancellation).ConfigureAwait(false);
            if (_underWay.Count == 0 || sources.Time.GetElapsedTime(begun) >= options.CallPatience)
                return;

            await tick().ConfigureAwait(false);
            await Task.Delay(Again, sources.Time, cancellation).ConfigureAwait(false);
        }
    }

    private Task<IReadOnlyList<LedgerEntry>> FindAsync(
        string kind, string? externalId, string? service, CancellationToken cancellation) =>
        sources.Services.ListResourcesAsync(
            new ResourceQuery(2) { Adapter = adapter, Kind = kind, ExternalId = externalId, Service = service },
            cancellation);

    public static HeldResource Held(LedgerEntry entry) =>
        new(entry.Service, entry.Activation, entry.Step, entry.Since, entry.Attributes);
}

/// <summary>What a second look says.</summary>
internal enum Verdict
{
    /// <summary>It is as it should be by now.</summary>
    Fine,

    /// <summary>Something is under way: nobody can tell.</summary>
    Unsettled,

    /// <summary>It is wrong.</summary>
    Counts,
}
