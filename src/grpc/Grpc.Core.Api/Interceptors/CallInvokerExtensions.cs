using Grpc.Core.Utils;

namespace Grpc.Core.Interceptors;

/// <summary>Puts interceptors before an invoker.</summary>
public static class CallInvokerExtensions
{
    /// <summary>An invoker whose calls pass an interceptor first.</summary>
    /// <param name="invoker">Where they go on to.</param>
    /// <param name="interceptor">What they pass; of several calls of this method, the last is passed first.</param>
    /// <exception cref="ArgumentNullException">Either is null.</exception>
    public static CallInvoker Intercept(this CallInvoker invoker, Interceptor interceptor) =>
        new InterceptingCallInvoker(invoker, interceptor);

    /// <summary>An invoker whose calls pass interceptors first.</summary>
    /// <param name="invoker">Where they go on to.</param>
    /// <param name="interceptors">What they pass, the first one first.</param>
    /// <exception cref="ArgumentNullException">The invoker, the list or one of its members is null.</exception>
    public static CallInvoker Intercept(this CallInvoker invoker, params Interceptor[] interceptors)
    {
        GrpcPreconditions.CheckNotNull(invoker, nameof(invoker));
        GrpcPreconditions.CheckNotNull(interceptors, nameof(interceptors));

        return interceptors.Reverse().Aggregate(invoker, Intercept);
    }

    /// <summary>An invoker whose calls have their headers changed first.</summary>
    /// <param name="invoker">Where they go on to.</param>
    /// <param name="interceptor">Takes the call's headers, which may be empty, and gives those to send.</param>
    /// <exception cref="ArgumentNullException">Either is null.</exception>
    public static CallInvoker Intercept(this CallInvoker invoker, Func<Metadata, Metadata> interceptor) =>
        new InterceptingCallInvoker(invoker, new MetadataInterceptor(interceptor));
}
