using Orchestrator.Core.Sagas;

namespace Orchestrator.Engine.Analysis;

/// <summary>What becomes of one order's due time. An activation may complete, and be rolled back later: that was kept.
/// </summary>
internal sealed class PromiseFold(DateTimeOffset? due)
{
    private DateTimeOffset? _completed;
    private DateTimeOffset? _ended;
    private bool _warned;

    public void Take(SagaEvent happened, DateTimeOffset time)
    {
        switch (happened)
        {
            case ActivationCompleted: _completed ??= time; break;
            case ActivationRolledBack or ActivationCancelled or ActivationAbandoned: _ended ??= time; break;
            case DueTimeInJeopardy: _warned |= time < due; break;
        }
    }

    /// <returns>Null where the order has no due time.</returns>
    public PromiseFact? FactAt(DateTimeOffset now)
    {
        if (due is not { } time)
            return null;

        var end = (_completed, _ended) switch
        {
            ({ } completed, _) => completed <= time ? PromiseEnd.Kept : PromiseEnd.Missed,
            (null, { } ended) => ended <= time ? PromiseEnd.GivenUp : PromiseEnd.Missed,
            _ => now <= time ? PromiseEnd.Open : PromiseEnd.Missed,
        };
        return new PromiseFact(time, end, _completed is { } late && late > time ? late - time : null, _warned);
    }
}
