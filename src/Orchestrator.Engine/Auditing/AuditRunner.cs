using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine.Auditing;

/// <summary>
/// Carries an audit out, part by part. What is complete is not done again: after a crash it goes on with the part that it
/// was at.
/// </summary>
public sealed class AuditRunner(IAuditStore store, AuditSources sources, AuditOptions options)
{
    /// <summary>No name of an instance is behind it.</summary>
    private const string Last = "\U0010FFFF";

    /// <summary>Claims the open audit, if there is one that nobody carries out, and carries it out.</summary>
    /// <param name="owner">This process, unlike any other that ever was.</param>
    /// <param name="stop">Ends it; another process, or this one, goes on with it later.</param>
    /// <returns>The audit as it was claimed; null where there was none to carry out.</returns>
    /// <exception cref="JournalUnavailableException">The database is away: it is to be tried again.</exception>
    public async Task<AuditRun?> RunNextAsync(string owner, CancellationToken stop)
    {
        var now = sources.Time.GetUtcNow();
        if (await store.ClaimAsync(owner, now, now + options.Claim, stop).ConfigureAwait(false) is not { } run)
            return null;

        try
        {
            await CarryOutAsync(run, new AuditSession(store, run.Number, owner, options, sources.Time), stop)
                .ConfigureAwait(false);
        }
        catch (AuditLostException)
        {
            // Whoever has it now goes on with it.
        }

        return run;
    }

    private async Task CarryOutAsync(AuditRun run, AuditSession session, CancellationToken stop)
    {
        var names = await PartsAsync(run, stop).ConfigureAwait(false);
        var ended = run.Parts.Where(static part => part.EndTime is not null).Select(static part => part.Name).ToHashSet();
        foreach (var name in names.Where(name => run.Parts.All(part => part.Name != name)))
            await session.KeepAsync(new AuditPart(name, AuditState.Waiting), stop).ConfigureAwait(false);

        var first = names.FirstOrDefault(name => !ended.Contains(name), "");
        using var services = await ServiceSpool.ReadAsync(
            sources.Services,
            options,
            () => session.TickAsync(
                new AuditPart(first, AuditState.Running)
                {
                    StartTime = sources.Time.GetUtcNow(),
                    Message = "reads the services",
                },
                stop),
            stop).ConfigureAwait(false);
        foreach (var name in names.Where(name => !ended.Contains(name)))
        {
            if (name.Length == 0)
                await new StuckAudit(sources, options, session, services).RunAsync(stop).ConfigureAwait(false);
            else
                await new AdapterAudit(name, sources, options, session, services).RunAsync(stop).ConfigureAwait(false);
        }

        await session.FinishAsync(stop).ConfigureAwait(false);
    }

    /// <summary>The instances, also those that only the ledger or a product knows; and then the services.</summary>
    private async Task<IReadOnlyList<string>> PartsAsync(AuditRun run, CancellationToken cancellation)
    {
        if (run.Adapters.Count > 0)
            return run.Adapters;

        var names = new SortedSet<string>(sources.Adapters.Instances, StringComparer.Ordinal);
        names.UnionWith(sources.Products.All().Select(static one => one.BillingAdapter).OfType<string>());
        for (ResourceKey? after = null; ;)
        {
            var next = await sources.Services.ListResourcesAsync(new ResourceQuery(1) { After = after }, cancellation)
                .ConfigureAwait(false);
            if (next is not [var entry])
                break;
            names.Add(entry.Adapter);
            after = new ResourceKey(entry.Adapter, Last, "", "");
        }

        return [.. names, ""];
    }
}
