namespace Orchestrator.Adapters.Sandbox.World;

/// <summary>
/// The world's only writer. Takes everything that waits, does it in one transaction, and answers all once it is on the
/// disk: what arrives meanwhile is the next transaction. Work is done in the order of its arrival.
/// </summary>
internal sealed class GroupCommit : IDisposable
{
    private readonly Session session;
    private readonly Thread thread;
    private readonly object gate = new();
    private List<Work> waiting = [];
    private bool closing;

    public GroupCommit(Session session)
    {
        this.session = session;

        // A thread of its own: SQLite blocks while the disk writes, and the pool's threads are for others.
        thread = new Thread(Loop) { IsBackground = true, Name = "sandbox world" };
        thread.Start();
    }

    /// <summary>Does the work in a transaction; ends once that is durable.</summary>
    /// <param name="work">
    /// May run twice, if what shared its first transaction failed: touches nothing but the session.
    /// </param>
    /// <param name="cancellation">Cancelled before its turn, the work is never done. Cancelled later, it is.</param>
    public Task<T> Run<T>(Func<Session, T> work, CancellationToken cancellation)
    {
        var item = new Work<T>(work, cancellation);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closing, this);
            waiting.Add(item);
            Monitor.Pulse(gate);
        }

        return item.Answer;
    }

    /// <summary>Finishes what waits, and closes the file.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            closing = true;
            Monitor.Pulse(gate);
        }

        thread.Join();
        session.Dispose();
    }

    private void Loop()
    {
        while (Take() is { Count: > 0 } batch) Commit(batch);
    }

    private List<Work> Take()
    {
        lock (gate)
        {
            while (waiting.Count == 0 && !closing) Monitor.Wait(gate);
            var batch = waiting;
            waiting = [];
            return batch;
        }
    }

    private void Commit(List<Work> batch)
    {
        try
        {
            session.Run("BEGIN IMMEDIATE");
            foreach (var work in batch) work.Do(session);
            session.Run("COMMIT");
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
            session.Run("ROLLBACK");
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // There is no transaction: BEGIN failed, or SQLite rolled back by itself.
        }
    }
}
