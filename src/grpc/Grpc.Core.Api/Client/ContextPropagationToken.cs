namespace Grpc.Core;

/// <summary>
/// An incoming call, for calls that are made while serving it. Only gRPC libraries know what is in it.
/// </summary>
public abstract class ContextPropagationToken
{
    internal ContextPropagationToken()
    {
    }
}
