using Orchestrator.Adapters;

namespace Orchestrator.TestKit;

/// <summary>An adapter on trial, with a world of its own that nobody else touches.</summary>
public abstract class AdapterTrial : IAsyncDisposable
{
    public abstract IAdapter Adapter { get; }

    /// <summary>Begins before anything is asked of the adapter: what its world must hold is put there.</summary>
    public virtual Task StartAsync() => Task.CompletedTask;

    /// <summary>All that the external system holds, as text: the same for the same world.</summary>
    public abstract Task<string> WorldAsync();

    /// <summary>The call, arranged so that the mishap befalls it once.</summary>
    public abstract AdapterCall Arrange(Mishap mishap, AdapterCall call);

    public abstract ValueTask DisposeAsync();
}

/// <summary>What can befall a call on its way.</summary>
public enum Mishap
{
    /// <summary>Done, but the answer never arrives.</summary>
    LostAnswer,

    /// <summary>The call never arrives, and its caller is told of a broken connection.</summary>
    LostCall,

    /// <summary>The call never arrives, and its caller waits.</summary>
    Hang,
}
