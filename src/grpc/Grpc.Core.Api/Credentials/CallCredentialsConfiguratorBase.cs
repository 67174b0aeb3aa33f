namespace Grpc.Core;

/// <summary>How a gRPC library is told of call credentials without seeing their types.</summary>
public abstract class CallCredentialsConfiguratorBase
{
    /// <summary>Made by the gRPC library.</summary>
    protected CallCredentialsConfiguratorBase()
    {
    }

    /// <summary>They are several, all to be given, in order.</summary>
    /// <param name="state">What the library handed in.</param>
    /// <param name="credentials">Two or more.</param>
    public abstract void SetCompositeCredentials(object? state, IReadOnlyList<CallCredentials> credentials);

    /// <summary>They are a function.</summary>
    /// <param name="state">What the library handed in.</param>
    /// <param name="interceptor">The function.</param>
    public abstract void SetAsyncAuthInterceptorCredentials(object? state, AsyncAuthInterceptor interceptor);
}
