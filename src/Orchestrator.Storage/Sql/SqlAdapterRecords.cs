using Orchestrator.Engine.Ports;
using Orchestrator.Storage.Rows;

namespace Orchestrator.Storage.Sql;

/// <summary>
/// Adapters' records: the same statements for both databases. Those that are put while others are on their way to the
/// disk go there together, in one commit: SQLite has one writer, and the journal waits for one such group at most, not
/// for every call. That is why they need no file of their own, which a backup would have to fit to the other one.
/// </summary>
internal sealed class SqlAdapterRecords(IDatabase database) : IAdapterRecordStore
{
    private const int GroupMax = 64;

    private readonly Lock _gate = new();
    private readonly List<Waiting> _waiting = [];
    private bool _isWriting;

    public async Task<byte[]?> FindAsync(string instance, string key, CancellationToken cancellation)
    {
        var found = await database.QueryAsync(
            new SqlQuery("select content from adapter_records where instance = @instance and key = @key")
                .With("instance", StoredText.Of(instance)).With("key", StoredText.Of(key)),
            row => row.GetFieldValue<byte[]>(0),
            cancellation).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public Task PutAsync(AdapterRecord record, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var waiting = new Waiting(record);
        bool begins;
        lock (_gate)
        {
            _waiting.Add(waiting);
            begins = !_isWriting;
            _isWriting = true;
        }

        if (begins)
            _ = Task.Run(WriteAllAsync, CancellationToken.None);
        return waiting.Kept.Task.WaitAsync(cancellation);
    }

    private async Task WriteAllAsync()
    {
        while (Take() is { Length: > 0 } group)
        {
            try
            {
                await database.InTransactionAsync(
                    async transaction =>
                    {
                        // In the order of their keys, for two nodes that write the same ones must not wait for each
                        // other; of one key, the one that was put last is last.
                        foreach (var one in group.OrderBy(one => one.Record.Instance, StringComparer.Ordinal)
                            .ThenBy(one => one.Record.Key, StringComparer.Ordinal))
                            await transaction.ExecuteAsync(Put(one.Record)).ConfigureAwait(false);
                        return group.Length;
                    },
                    CancellationToken.None).ConfigureAwait(false);
                foreach (var one in group)
                    one.Kept.SetResult();
            }
            catch (Exception failure)
            {
                foreach (var one in group)
                    one.Kept.SetException(failure);
            }
        }
    }

    private Waiting[] Take()
    {
        lock (_gate)
        {
            var group = _waiting.Take(GroupMax).ToArray();
            _waiting.RemoveRange(0, group.Length);
            _isWriting = group.Length > 0;
            return group;
        }
    }

    private static SqlQuery Put(AdapterRecord record) => new SqlQuery(
        "insert into adapter_records (instance, key, content, time) values (@instance, @key, @content, @time) "
        + "on conflict (instance, key) do update set content = excluded.content, time = excluded.time")
        .With("instance", StoredText.Of(record.Instance))
        .With("key", StoredText.Of(record.Key))
        .With("content", record.Content)
        .With("time", StoredTime.Of(record.Time));

    private sealed record Waiting(AdapterRecord Record)
    {
        public TaskCompletionSource Kept { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
