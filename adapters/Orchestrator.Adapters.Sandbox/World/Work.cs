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
    private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;
    private bool cancelled;

    public Task<T> Answer => answer.Task;

    public override void Do(Session session)
    {
        cancelled = cancellation.IsCancellationRequested;
        if (!cancelled) result = work(session);
    }

    public override void Tell()
    {
        if (cancelled) answer.SetCanceled(cancellation);
        else answer.SetResult(result!);
    }

    public override void Fail(Exception exception) => answer.SetException(exception);
}
