using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine.Analysis;

/// <summary>
/// Answers questions about what happened from the journal alone: reads it page by page, each history folded and
/// forgotten. One at a time, and on half of the processors, so that who asks much leaves the machine to the work.
/// </summary>
/// <param name="scan">Reads the journal.</param>
/// <param name="plans">Tells which adapter a step calls.</param>
/// <param name="time">The clock.</param>
/// <param name="activationsMax">More in a span are refused.</param>
public sealed class JournalAnalysis(
    IJournalScan scan, PlanCache plans, TimeProvider time, int activationsMax = JournalAnalysis.ActivationsMaxDefault)
    : IDisposable
{
    /// <summary>What takes a minute or two on a small machine.</summary>
    public const int ActivationsMaxDefault = 5_000_000;

    private const int FindPage = 20_000;

    /// <summary>So few that what was read of them is garbage before the collector has to keep it: with 1,000 it did half
    /// of the work.</summary>
    private const int ReadPage = 100;
    private const int ReadersMax = 4;

    private readonly SemaphoreSlim _turn = new(1);

    /// <exception cref="AnalysisTooLargeException">The span has too many activations, or the answer too many groups.
    /// </exception>
    /// <exception cref="JournalUnavailableException">The database cannot be reached.</exception>
    public async Task<AnalysisTable> RunAsync(AnalysisQuery query, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await AnalyzeAsync(query, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<AnalysisTable> AnalyzeAsync(AnalysisQuery query, CancellationToken cancellation)
    {
        var ids = await FindAsync(query.Span, cancellation).ConfigureAwait(false);
        var table = Tabulation.Of(query);
        var (now, what, gate, looked) = (time.GetUtcNow(), (ScanFor)query.Kind, new Lock(), 0);
        await Parallel.ForEachAsync(
            ids.Chunk(ReadPage),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = Math.Clamp(Environment.ProcessorCount / 2, 1, ReadersMax),
                CancellationToken = cancellation,
            },
            async (page, stop) =>
            {
                var facts = new List<HistoryFacts>();
                foreach (var history in await scan.ReadAsync(page, what, stop).ConfigureAwait(false))
                {
                    if (await FoldAsync(history, query, now, stop).ConfigureAwait(false) is { } folded)
                        facts.Add(folded);
                }

                lock (gate)
                {
                    looked += page.Length;
                    foreach (var one in facts)
                        table.Add(one);
                }
            }).ConfigureAwait(false);
        return table.Table(query.RowsMax) with { Activations = looked };
    }

    private async Task<List<long>> FindAsync(ScanQuery span, CancellationToken cancellation)
    {
        var ids = new List<long>();
        for (var after = 0L; ;)
        {
            var page = await scan.FindAsync(span, after, FindPage, cancellation).ConfigureAwait(false);
            ids.AddRange(page);
            if (ids.Count > activationsMax)
                throw new AnalysisTooLargeException(
                    $"More than {activationsMax} activations were created in the span. Ask for a shorter span, or for "
                    + "one product, action or channel.");
            if (page.Count < FindPage)
                return ids;

            after = page[^1];
        }
    }

    private async ValueTask<HistoryFacts?> FoldAsync(
        ScannedHistory history, AnalysisQuery query, DateTimeOffset now, CancellationToken cancellation)
    {
        if (history.Transitions is not [{ Events: [ActivationAccepted accepted, ..] }, ..]
            || WorkflowInForce.Of(accepted, history.Transitions.SelectMany(static one => one.Events)) is not { } inForce
            || (query.Workflow is { } workflow && workflow != inForce.Workflow))
            return null;

        try
        {
            var plan = await plans.GetAsync(inForce, cancellation).ConfigureAwait(false);
            return HistoryFold.Fold(history, inForce, plan, now);
        }
        catch (Exception broken) when (broken is not (JournalUnavailableException or OperationCanceledException))
        {
            // A document that cannot be read any more: what happened is told all the same, without adapters.
            return HistoryFold.Fold(history, inForce, null, now);
        }
    }
}
