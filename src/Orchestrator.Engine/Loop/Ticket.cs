using Orchestrator.Core.Shards;

namespace Orchestrator.Engine.Loop;

/// <summary>Somebody waits for an answer.</summary>
internal sealed class Ticket(long number, bool isStart, long activation)
    : TaskCompletionSource<ReplyContent>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource<long>? _begun;

    public long Number { get; } = number;

    /// <summary>It asks for a new activation.</summary>
    public bool IsStart { get; } = isStart;

    /// <summary>Which activation it is about; 0 while a new one is not durable.</summary>
    public long Activation { get; private set; } = activation;

    /// <summary>The activation, as soon as it is durable.</summary>
    public Task<long> Begun
    {
        get
        {
            lock (_gate)
            {
                if (Activation != 0)
                    return System.Threading.Tasks.Task.FromResult(Activation);

                return (_begun ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
        }
    }

    public void Begin(long activation)
    {
        lock (_gate)
        {
            Activation = activation;
            _begun?.TrySetResult(activation);
        }
    }
}
