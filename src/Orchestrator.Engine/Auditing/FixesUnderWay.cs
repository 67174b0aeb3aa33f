using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine.Auditing;

/// <summary>
/// Findings whose fix is not done yet: what is half replaced is in neither ledger nor inventory, and looks as if all were
/// well. So nobody sees them resolved before the fix has ended.
/// </summary>
internal sealed class FixesUnderWay(IAuditStore store, AuditSources sources)
{
    private const int Page = 200;

    /// <param name="adapter">The audited instance.</param>
    /// <param name="audit">Its audit: what it has seen needs no leave.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Ids of findings.</returns>
    public async Task<IReadOnlyList<string>> FindAsync(string adapter, long audit, CancellationToken cancellation)
    {
        var found = new List<string>();
        var query = new FindingQuery(Page) { Adapter = adapter, States = [FindingState.FixStarted] };
        for (; ; )
        {
            var page = await store.ListFindingsAsync(query, sources.Time.GetUtcNow(), cancellation).ConfigureAwait(false);
            var open = await sources.Work.OpenAsync(
                [.. page.Where(one => one.Audit < audit).Select(static one => one.Fix).Distinct()], cancellation)
                .ConfigureAwait(false);
            found.AddRange(page.Where(one => one.Audit < audit && open.Contains(one.Fix)).Select(static one => one.Id));
            if (page.Count < Page)
                return found;

            query = query with
            {
                After = ((long)Math.Round((page[^1].Finding.Money?.PerYear ?? 0) * 100), page[^1].Id),
            };
        }
    }
}
