namespace Orchestrator.Server.Grpc;

/// <summary>Whether this process takes calls.</summary>
public enum ServingState
{
    /// <summary>Not yet: it is still recovering what it owns.</summary>
    Starting,

    /// <summary>It takes calls.</summary>
    Serving,

    /// <summary>Not any more: it finishes and hands over what it has, and new calls should go elsewhere.</summary>
    Draining,

    /// <summary>
    /// Not any more, and it is about to end: whoever watches is sent away. There is nothing after it.
    /// </summary>
    Stopped,
}
