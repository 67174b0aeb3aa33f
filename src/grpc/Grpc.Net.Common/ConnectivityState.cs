namespace Grpc.Core;

/// <summary>Whether a channel has a connection.</summary>
public enum ConnectivityState
{
    /// <summary>It has none, and is not looking for one, for nothing asks for it.</summary>
    Idle,

    /// <summary>It is making one.</summary>
    Connecting,

    /// <summary>It has one.</summary>
    Ready,

    /// <summary>It had none when it last tried, and will try again.</summary>
    TransientFailure,

    /// <summary>It was closed, and will have none again.</summary>
    Shutdown,
}
