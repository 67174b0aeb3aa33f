using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine.Auditing;

/// <summary>Finds activations that are open for too long, and services that hang between two states.</summary>
internal sealed class StuckAudit(
    AuditSources sources, AuditOptions options, AuditSession session, ServiceSpool services)
{
    private const int Batch = 200;

    private readonly List<Finding> _found = [];
    private AuditPart _part = new("", AuditState.Running) { StartTime = sources.Time.GetUtcNow() };

    /// <exception cref="AuditLostException">Another process has the audit.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        _part = _part with { Message = "looks for what is stuck" };
        await session.KeepAsync(_part, cancellation).ConfigureAwait(false);
        var now = sources.Time.GetUtcNow();
        var before = now - options.StuckAfter;
        var seen = new HashSet<long>();
        await foreach (var state in sources.Work.StuckAsync(before, now, cancellation).ConfigureAwait(false))
        {
            if (seen.Add(state.Id))
                await AddAsync(FindingWriter.Stuck(state, options.StuckAfter), cancellation).ConfigureAwait(false);
        }

        foreach (var (_, service) in services.Read())
        {
            var isStuck = service.State == ServiceState.TeardownIncomplete
                || (service.State is ServiceState.Reserved or ServiceState.Terminating
                    && ActivationId.Time(service.Activation) < before);
            if (isStuck && await LookAgainAsync(service.Id, cancellation).ConfigureAwait(false) is { } finding)
                await AddAsync(finding, cancellation).ConfigureAwait(false);
        }

        await KeepAsync(cancellation).ConfigureAwait(false);
        await session.CompleteAsync(_part with { Message = "" }, cancellation).ConfigureAwait(false);
    }

    /// <summary>What an activation works on is told by that activation.</summary>
    private async Task<Finding?> LookAgainAsync(string id, CancellationToken cancellation)
    {
        if (await sources.Work.HasOpenAsync(id, cancellation).ConfigureAwait(false)
            || await sources.Services.FindAsync(id, cancellation).ConfigureAwait(false) is not { } now
            || now.State is not (ServiceState.TeardownIncomplete or ServiceState.Reserved or ServiceState.Terminating))
            return null;

        var held = await sources.Services.ListResourcesAsync(
            new ResourceQuery(1_000) { Service = id }, cancellation).ConfigureAwait(false);
        return FindingWriter.Stuck(Comparing.AuditedService.Of(now), sources.Products, held.Count);
    }

    private async Task AddAsync(Finding finding, CancellationToken cancellation)
    {
        _found.Add(finding);
        if (_found.Count >= Batch)
            await KeepAsync(cancellation).ConfigureAwait(false);
        else
            await session.TickAsync(_part, cancellation).ConfigureAwait(false);
    }

    private async Task KeepAsync(CancellationToken cancellation)
    {
        await session.SeeAsync(_found, cancellation).ConfigureAwait(false);
        _part = _part with { Found = _part.Found + _found.Count };
        _found.Clear();
        await session.TickAsync(_part, cancellation).ConfigureAwait(false);
    }
}
