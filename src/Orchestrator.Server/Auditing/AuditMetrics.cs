using System.Diagnostics.Metrics;
using Orchestrator.Engine.Auditing;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Server.Auditing;

/// <summary>
/// What leaks, as the database has it, and the last audit. Read again at most every few seconds, however often somebody
/// looks.
/// </summary>
internal sealed class AuditMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly IAuditStore _store;
    private readonly TimeProvider _time;
    private IReadOnlyDictionary<FindingKind, long> _open = new Dictionary<FindingKind, long>();
    private AuditRun? _last;

    public AuditMetrics(IAuditStore store, TimeProvider time, IMeterFactory meters)
    {
        _meter = meters.Create("Orchestrator.Audit");
        (_store, _time) = (store, time);
        _meter.CreateObservableGauge(
            "orchestrator.audit.findings.open",
            () => Enum.GetValues<FindingKind>().Select(kind => new Measurement<long>(
                _open.GetValueOrDefault(kind), new KeyValuePair<string, object?>("kind", kind.ToString()))),
            "{finding}",
            "Findings that are open, by kind");
        _meter.CreateObservableGauge(
            "orchestrator.audit.age",
            () => Measured(static (run, now) => (now - run.EndTime!.Value).TotalSeconds),
            "s",
            "Time since the last audit ended");
        _meter.CreateObservableGauge(
            "orchestrator.audit.duration",
            () => Measured(static (run, _) => (run.EndTime!.Value - run.CreateTime).TotalSeconds),
            "s",
            "How long the last audit took");
        _meter.CreateObservableGauge(
            "orchestrator.audit.not_audited",
            () => Measured(static (run, _) => run.Parts.Count(static part => part.State == AuditState.Incomplete)),
            "{adapter}",
            "Adapters that the last audit could not audit");
    }

    public async Task RefreshAsync(CancellationToken cancellation)
    {
        _open = await _store.CountOpenAsync(_time.GetUtcNow(), cancellation).ConfigureAwait(false);
        var runs = await _store.ListAsync(null, 2, cancellation).ConfigureAwait(false);
        _last = runs.FirstOrDefault(static run => run.EndTime is not null) ?? _last;
    }

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<double>> Measured(Func<AuditRun, DateTimeOffset, double> value) =>
        _last is { EndTime: not null } run ? [new Measurement<double>(value(run, _time.GetUtcNow()))] : [];
}
