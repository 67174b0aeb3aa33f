using Grpc.Core.Utils;

namespace Grpc.Core.Interceptors;

/// <summary>Puts interceptors before a channel.</summary>
public static class ChannelExtensions
{
    /// <summary>An invoker whose calls pass an interceptor first.</summary>
    /// <param name="channel">Where they go on to.</param>
    /// <param name="interceptor">What they pass.</param>
    /// <exception cref="ArgumentNullException">Either is null.</exception>
    public static CallInvoker Intercept(this ChannelBase channel, Interceptor interceptor) =>
        InvokerOf(channel).Intercept(interceptor);

    /// <summary>An invoker whose calls pass interceptors first.</summary>
    /// <param name="channel">Where they go on to.</param>
    /// <param name="interceptors">What they pass, the first one first.</param>
    /// <exception cref="ArgumentNullException">The channel, the list or one of its members is null.</exception>
    public static CallInvoker Intercept(this ChannelBase channel, params Interceptor[] interceptors) =>
        InvokerOf(channel).Intercept(interceptors);

    /// <summary>An invoker whose calls have their headers changed first.</summary>
    /// <param name="channel">Where they go on to.</param>
    /// <param name="interceptor">Takes the call's headers, which may be empty, and gives those to send.</param>
    /// <exception cref="ArgumentNullException">Either is null.</exception>
    public static CallInvoker Intercept(this ChannelBase channel, Func<Metadata, Metadata> interceptor) =>
        InvokerOf(channel).Intercept(interceptor);

    private static CallInvoker InvokerOf(ChannelBase channel) =>
        GrpcPreconditions.CheckNotNull(channel, nameof(channel)).CreateCallInvoker();
}
