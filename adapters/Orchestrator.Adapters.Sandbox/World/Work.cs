namespace Orchestrator.Adapters.Sandbox.World;

/// <summary>Something to do in the writer's transaction: done first, told when durable.</summary>
internal abstract class Work
{
    public abstract void Do(Session session);

    public abstract void Tell();

    public abstract void Fail(Exception exception);
}

/// <inheritdoc/>
internal sealed class Work<T>(Func<Session, T> work, CancellationToken cancellation) : Work
{
    // Continuations run elsewhere: the writer's thread has the next transaction to write.
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private bool _cancelled;

    public Task<T> Answer => _answer.Task;

    public override void Do(Session session)
    {
        _cancelled = cancellation.IsCancellationRequested;
        if (!_cancelled) _result = work(session);
    }

    public override void Tell()
    {
        if (_cancelled) _answer.SetCanceled(cancellation);
        else _answer.SetResult(_result!);
    }

    public override void Fail(Exception exception) => _answer.SetException(exception);
}
