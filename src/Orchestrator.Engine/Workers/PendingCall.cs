using Orchestrator.Adapters;

namespace Orchestrator.Engine.Workers;

/// <summary>A call that a worker has, or is about to get.</summary>
internal sealed class PendingCall(long id, WorkerCallKind kind, AdapterCall? call, long now)
{
    private readonly TaskCompletionSource<WorkerReply> _reply =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Id => id;

    public WorkerCallKind Kind => kind;

    public AdapterCall? Call => call;

    public Task<WorkerReply> Reply => _reply.Task;

    /// <summary>When the worker last said something of it: a timestamp.</summary>
    public long HeardAt { get; set; } = now;

    public bool IsHandedOut { get; set; }

    /// <summary>What the worker said of its progress last.</summary>
    public string Said { get; set; } = "";

    /// <summary>A list that has not come to its end yet.</summary>
    public List<Resource> Listed { get; } = [];

    public void End(WorkerReply reply) => _reply.TrySetResult(reply);
}
