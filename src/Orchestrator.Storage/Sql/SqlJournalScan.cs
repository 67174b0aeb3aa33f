using System.Data.Common;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>
/// Reads much of the journal: the same statements for both databases. What has nothing of what is looked for is left
/// out by the database itself, which looks for marks in the events as they are kept; only few are sent and read then.
/// </summary>
internal sealed class SqlJournalScan(IDatabase database) : IJournalScan
{
    /// <summary>Parts of the events' JSON without which there is nothing to be found; any of them suffices.</summary>
    private static readonly Dictionary<ScanFor, string[]> Marks = new()
    {
        [ScanFor.Failures] = [",\"error\":{\"code\":\"", "\"StepUnknown\""],
        [ScanFor.Rollbacks] = ["\"RollbackStarted\"", "\"ActivationCancelled\"", "\"ActivationAbandoned\""],
        [ScanFor.Promises] = ["\"dueTime\":"],
    };

    public Task<IReadOnlyList<long>> FindAsync(
        ScanQuery query, long after, int limit, CancellationToken cancellation)
    {
        var sql = new SqlQuery("")
            .With("from", Math.Max(FirstOf(query.From) - 1, after))
            .With("until", FirstOf(query.Until))
            .With("limit", (long)limit);
        var conditions = new List<string> { "a.id > @from", "a.id < @until" };
        if (query.Product is { } product)
        {
            sql.With("product", StoredText.Of(product));
            conditions.Add("a.product = @product");
        }

        if (query.Action is { } action)
            conditions.Add($"a.action = {(int)action}");
        if (query.Channel is { } channel)
            conditions.Add($"a.channel = {(int)channel}");
        sql.Text = $"select a.id from activations a where {string.Join(" and ", conditions)} order by a.id limit @limit";
        return database.QueryAsync(sql, row => row.GetInt64(0), cancellation);
    }

    public async Task<IReadOnlyList<ScannedHistory>> ReadAsync(
        IReadOnlyList<long> page, ScanFor what, CancellationToken cancellation)
    {
        var ids = Marks.TryGetValue(what, out var marks)
            ? await NarrowAsync([.. page], marks, cancellation).ConfigureAwait(false)
            : [.. page];
        if (ids.Length == 0)
            return [];

        var rows = await database.QueryAsync(
            new SqlQuery($"select activation, time, events from journal where {database.AnyOf("activation", "ids")} "
                + "order by activation, sequence").With("ids", ids),
            ReadRow,
            cancellation).ConfigureAwait(false);
        return Histories(rows);
    }

    private async Task<long[]> NarrowAsync(long[] page, string[] marks, CancellationToken cancellation)
    {
        var sql = new SqlQuery("").With("ids", page);
        var conditions = new List<string>();
        foreach (var mark in marks.SelectMany(FormsOf).Distinct())
        {
            sql.With($"mark{conditions.Count}", mark);
            conditions.Add(database.Contains("events", $"mark{conditions.Count}"));
        }

        sql.Text = $"select distinct activation from journal where {database.AnyOf("activation", "ids")} and "
            + $"({string.Join(" or ", conditions)}) order by activation";
        return [.. await database.QueryAsync(sql, row => row.GetInt64(0), cancellation).ConfigureAwait(false)];
    }

    /// <summary>As it is in the JSON, and as it is where phrases are one character.</summary>
    private static IEnumerable<string> FormsOf(string mark)
    {
        if (Array.IndexOf(EventPhrases.All, mark) is >= 0 and var phrase)
            yield return ((char)(phrase + 1)).ToString();

        // A phrase ends with the word Step: only what comes after it surely stands there.
        yield return mark.StartsWith("\"Step", StringComparison.Ordinal) ? mark["\"Step".Length..] : mark;
    }

    private static List<ScannedHistory> Histories(IReadOnlyList<Row> rows)
    {
        var histories = new List<ScannedHistory>();
        List<ScannedTransition> transitions = [];
        for (var index = 0; index < rows.Count; index++)
        {
            if (index == 0 || rows[index].Activation != rows[index - 1].Activation)
                histories.Add(new ScannedHistory(rows[index].Activation, transitions = []));
            if (rows[index].Transition.Events.Count > 0)
                transitions.Add(rows[index].Transition);
        }

        return histories;
    }

    private static Row ReadRow(DbDataReader row) => new(
        row.GetInt64(0),
        new ScannedTransition(StoredTime.Read(row.GetInt64(1)), LeanEvents.Read(row.GetFieldValue<byte[]>(2))));

    /// <summary>The first id of a millisecond, of any shard.</summary>
    private static long FirstOf(DateTimeOffset time)
    {
        var least = ActivationId.Time(0);
        var most = ActivationId.Time(long.MaxValue);
        return ActivationId.First(time < least ? least : time > most ? most : time, 0);
    }

    private readonly record struct Row(long Activation, ScannedTransition Transition);
}
