using System.Globalization;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Auditing;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Server.Grpc.Audits;

/// <summary>
/// Whether the ledger tells that a finding is out of date: then what was right when the audit looked may destroy something
/// now, and only another audit can say what is to be done.
/// </summary>
internal sealed class TouchedSince(IServiceStore services)
{
    private const int EntriesMax = 20;

    /// <param name="finding">It is about a resource.</param>
    /// <param name="seen">When an audit saw it last.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What has happened, and what to do; null where it is as it was.</returns>
    public async Task<string?> FindAsync(Finding finding, DateTimeOffset seen, CancellationToken cancellation)
    {
        var isOfOne = finding.ExternalId.Length > 0;
        var entries = await services.ListResourcesAsync(
            new ResourceQuery(EntriesMax)
            {
                Adapter = finding.Adapter,
                Kind = finding.ResourceKind,
                ExternalId = isOfOne ? finding.ExternalId : null,
                Service = isOfOne ? null : finding.Service,
            },
            cancellation).ConfigureAwait(false);
        var what = $"{finding.ResourceKind} '{finding.ExternalId}'";
        if (entries.FirstOrDefault(entry => entry.Since > seen) is { } later)
            return $"Step '{later.Step}' of activations/{ActivationId.ToText(later.Activation)} has made or changed "
                + $"{later.Kind} '{later.ExternalId}' at {Text(later.Since)}, after the audit saw this. {AuditAgain(finding)}";
        if (!isOfOne)
            return null;
        if (finding.Service.Length > 0 && entries.All(entry => entry.Service != finding.Service))
            return $"services/{finding.Service} does not have {what} any more. {AuditAgain(finding)}";
        if (entries.FirstOrDefault(entry => entry.Service == finding.Service && !IsAsSeen(entry, finding)) is { } changed)
            return $"The ledger has {what} of services/{changed.Service} otherwise than the audit saw it. {AuditAgain(finding)}";
        if (entries.FirstOrDefault(entry => entry.Service != finding.Service) is { } other && Releases(finding))
            return $"services/{other.Service} has {what}, too: it must not be released. {AuditAgain(finding)}";

        return null;
    }

    /// <summary>A change leaves the time when it was made: its attributes tell.</summary>
    private static bool IsAsSeen(LedgerEntry entry, Finding finding) => finding.Kind != FindingKind.Drift
        || finding.Evidence.Where(static one => one.Side == EvidenceSide.Ledger).SelectMany(static one => one.Facts)
            .All(fact => entry.Attributes.GetValueOrDefault(fact.Key) == fact.Value);

    private static bool Releases(Finding finding) =>
        finding.Kind is FindingKind.OrphanResource or FindingKind.BillingWithoutService or FindingKind.Drift;

    private static string AuditAgain(Finding finding) =>
        $"Audit it again: orchestrator audit run --adapter {finding.Adapter}.";

    private static string Text(DateTimeOffset time) =>
        time.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
