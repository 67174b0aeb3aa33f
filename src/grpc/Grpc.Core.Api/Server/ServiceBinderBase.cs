namespace Grpc.Core;

/// <summary>What is told a service's methods: a server that will serve them, or a test.</summary>
public class ServiceBinderBase
{
    /// <summary>Told of a method with one request and one response.</summary>
    /// <param name="method">The method.</param>
    /// <param name="handler">What serves it; null where the server finds it by itself.</param>
    /// <exception cref="NotImplementedException">The binder does not take such methods.</exception>
    public virtual void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class => throw new NotImplementedException();

    /// <summary>Told of a method with any number of requests and one response.</summary>
    /// <param name="method">The method.</param>
    /// <param name="handler">What serves it; null where the server finds it by itself.</param>
    /// <exception cref="NotImplementedException">The binder does not take such methods.</exception>
    public virtual void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class => throw new NotImplementedException();

    /// <summary>Told of a method with one request and any number of responses.</summary>
    /// <param name="method">The method.</param>
    /// <param name="handler">What serves it; null where the server finds it by itself.</param>
    /// <exception cref="NotImplementedException">The binder does not take such methods.</exception>
    public virtual void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class => throw new NotImplementedException();

    /// <summary>Told of a method with any number of requests and of responses.</summary>
    /// <param name="method">The method.</param>
    /// <param name="handler">What serves it; null where the server finds it by itself.</param>
    /// <exception cref="NotImplementedException">The binder does not take such methods.</exception>
    public virtual void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class => throw new NotImplementedException();
}
