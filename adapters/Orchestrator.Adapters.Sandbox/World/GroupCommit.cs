namespace Orchestrator.Adapters.Sandbox.World;

/// <summary>
/// The world's only writer. Takes everything that waits, does it in one transaction, and answers all once it is on the
/// disk: what arrives meanwhile is the next transaction. Work is done in the order of its arrival.
/// </summary>
internal sealed class GroupCommit : IDisposable
{
    private readonly Session _session;
    private readonly Thread _thread;
    private readonly object _gate = new();
    private List<Work> _waiting = [];
    private bool _closing;

    public GroupCommit(Session session)
    {
        _session = session;

        // A thread of its own: SQLite blocks while the disk writes, and the pool's threads are for others.
        _thread = new Thread(Loop) { IsBackground = true, Name = "sandbox world" };
        _thread.Start();
    }

    /// <summary>Does the work in a transaction; ends once that is durable.</summary>
    /// <param name="work">
    /// May run twice, if what shared its first transaction failed: touches nothing but the session.
    /// </param>
    /// <param name="cancellation">Cancelled before its turn, the work is never done. Cancelled later, it is.</param>
    public Task<T> Run<T>(Func<Session, T> work, CancellationToken cancellation)
    {
        var item = new Work<T>(work, cancellation);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closing, this);
            _waiting.Add(item);
            Monitor.Pulse(_gate);
        }

        return item.Answer;
    }

    /// <summary>Finishes what waits, and closes the file.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closing = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
        _session.Dispose();
    }

    private void Loop()
    {
        while (Take() is { Count: > 0 } batch) Commit(batch);
    }

    private List<Work> Take()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_closing) Monitor.Wait(_gate);
            var batch = _waiting;
            _waiting = [];
            return batch;
        }
    }

    private void Commit(List<Work> batch)
    {
        try
        {
            _session.Run("BEGIN IMMEDIATE");
            foreach (var work in batch) work.Do(_session);
            _session.Run("COMMIT");
        }
        catch (Exception exception)
        {
            RollBack();
            if (batch.Count == 1) batch[0].Fail(exception);
            else CommitEachAlone(batch);
            return;
        }

        foreach (var work in batch) work.Tell();
    }

    /// <summary>One that fails must not fail those that only happened to share its transaction.</summary>
    private void CommitEachAlone(List<Work> batch)
    {
        foreach (var work in batch) Commit([work]);
    }

    private void RollBack()
    {
        try
        {
            _session.Run("ROLLBACK");
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // There is no transaction: BEGIN failed, or SQLite rolled back by itself.
        }
    }
}
