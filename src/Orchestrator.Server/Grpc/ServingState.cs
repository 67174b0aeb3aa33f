namespace Orchestrator.Server.Grpc;

/// <summary>Whether this process takes calls.</summary>
public enum ServingState
{
    /// <summary>Not yet: it is still recovering what it owns.</summary>
    Starting,

    /// <summary>It takes calls.</summary>
    Serving,

    /// <summary>A person drains the node: it answers, and starts nothing new, until it is told otherwise.</summary>
    Drained,

    /// <summary>Not any more: it finishes and hands over what it has, and new calls should go elsewhere.</summary>
    Draining,

    /// <summary>
    /// Not any more, and it is about to end: whoever watches is sent away. There is nothing after it.
    /// </summary>
    Stopped,
}
