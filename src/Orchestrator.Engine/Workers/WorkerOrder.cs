using Orchestrator.Adapters;

namespace Orchestrator.Engine.Workers;

/// <summary>What a worker is told, in this order.</summary>
public abstract record WorkerOrder
{
    private WorkerOrder()
    {
    }

    /// <summary>To make a call, and answer it.</summary>
    /// <param name="Id">Of the call on this link, from 1 on.</param>
    /// <param name="Kind">What is asked for.</param>
    /// <param name="What">The call; null for a list.</param>
    public sealed record Make(long Id, WorkerCallKind Kind, AdapterCall? What) : WorkerOrder;

    /// <summary>To stop working on a call: its answer is of no use any more.</summary>
    public sealed record Cancel(long Id, string Why) : WorkerOrder;

    /// <summary>No more calls come: to finish what is under way, and go elsewhere.</summary>
    public sealed record Leave(string Why) : WorkerOrder;
}

/// <summary>What a worker can be asked for.</summary>
public enum WorkerCallKind
{
    Execute,
    Read,
    Preview,
    List,
}
