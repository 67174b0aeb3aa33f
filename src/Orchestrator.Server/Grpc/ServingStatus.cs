namespace Orchestrator.Server.Grpc;

/// <summary>
/// Whether this process takes calls: moved by the host, told by the health service. One for the whole process; safe for
/// any number of threads.
/// </summary>
public sealed class ServingStatus
{
    private readonly Lock _gate = new();
    private State _now = new(ServingState.Starting);

    /// <summary>The state, and a task that is finished when it is the state no longer.</summary>
    public (ServingState State, Task Changed) Now
    {
        get
        {
            var now = Volatile.Read(ref _now);
            return (now.Value, now.Changed.Task);
        }
    }

    /// <summary>
    /// Moves to another state. Where it is the same, or after <see cref="ServingState.Stopped"/>, nothing happens.
    /// </summary>
    /// <param name="state">The state.</param>
    /// <param name="from">Only from this one; null from any.</param>
    public void MoveTo(ServingState state, ServingState? from = null)
    {
        lock (_gate)
        {
            if (_now.Value == state || _now.Value == ServingState.Stopped || (from ?? _now.Value) != _now.Value) return;

            var before = _now;
            Volatile.Write(ref _now, new State(state));
            before.Changed.SetResult();
        }
    }

    private sealed class State(ServingState value)
    {
        public ServingState Value { get; } = value;

        // Whoever waits goes on by itself: the one who moves the state must not run its code.
        public TaskCompletionSource Changed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
