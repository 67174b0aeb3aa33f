namespace Grpc.Core.Interceptors;

/// <summary>A client's call as it passes an interceptor. It does not change.</summary>
/// <param name="method">The method that is called.</param>
/// <param name="host">The host that is called; null for the channel's.</param>
/// <param name="options">What the caller says about the call.</param>
public struct ClientInterceptorContext<TRequest, TResponse>(
    Method<TRequest, TResponse> method, string? host, CallOptions options)
    where TRequest : class
    where TResponse : class
{
    /// <summary>The method that is called.</summary>
    public Method<TRequest, TResponse> Method { get; } = method;

    /// <summary>The host that is called; null for the channel's.</summary>
    public string? Host { get; } = host;

    /// <summary>What the caller says about the call.</summary>
    public CallOptions Options { get; } = options;
}
