using Orchestrator.Adapters;

namespace Orchestrator.Engine.Workers;

/// <summary>What came of a call that a worker was given.</summary>
public abstract record WorkerReply
{
    private WorkerReply()
    {
    }

    public sealed record Executed(Answer Answer) : WorkerReply;

    public sealed record WasRead(ReadAnswer Answer) : WorkerReply;

    /// <param name="Text">Null where it cannot tell.</param>
    public sealed record Previewed(string? Text) : WorkerReply;

    public sealed record Listed(IReadOnlyList<Resource> Resources) : WorkerReply;

    /// <summary>There is no answer, and none will be heard.</summary>
    /// <param name="Why">A sentence.</param>
    /// <param name="WasHandedOut">False: no worker has ever seen the call.</param>
    internal sealed record Lost(string Why, bool WasHandedOut) : WorkerReply;
}
