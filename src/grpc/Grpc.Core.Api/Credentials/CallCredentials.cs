using Grpc.Core.Utils;

namespace Grpc.Core;

/// <summary>Who makes a call.</summary>
public abstract class CallCredentials
{
    /// <summary>Made by the methods of this class.</summary>
    protected CallCredentials()
    {
    }

    /// <summary>Credentials that are all given, in order.</summary>
    /// <param name="credentials">Two or more.</param>
    /// <exception cref="ArgumentNullException">The list is null.</exception>
    /// <exception cref="ArgumentException">The list has fewer than two.</exception>
    public static CallCredentials Compose(params CallCredentials[] credentials) =>
        new CompositeCallCredentials(credentials);

    /// <summary>Credentials that a function adds to the headers of each call.</summary>
    /// <param name="interceptor">The function.</param>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public static CallCredentials FromInterceptor(AsyncAuthInterceptor interceptor) =>
        new InterceptorCallCredentials(interceptor);

    /// <summary>Tells a gRPC library what these credentials are.</summary>
    /// <param name="configurator">Told by exactly one call of one of its methods.</param>
    /// <param name="state">Handed on to it.</param>
    public abstract void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state);

    private sealed class CompositeCallCredentials : CallCredentials
    {
        private readonly CallCredentials[] _credentials;

        public CompositeCallCredentials(CallCredentials[] credentials)
        {
            _credentials = [.. GrpcPreconditions.CheckNotNull(credentials, nameof(credentials))];
            GrpcPreconditions.CheckArgument(_credentials.Length >= 2, "A composition needs two or more credentials.");
        }

        public override void InternalPopulateConfiguration(
            CallCredentialsConfiguratorBase configurator, object? state) =>
            configurator.SetCompositeCredentials(state, _credentials);
    }

    private sealed class InterceptorCallCredentials(AsyncAuthInterceptor interceptor) : CallCredentials
    {
        private readonly AsyncAuthInterceptor _interceptor =
            GrpcPreconditions.CheckNotNull(interceptor, nameof(interceptor));

        public override void InternalPopulateConfiguration(
            CallCredentialsConfiguratorBase configurator, object? state) =>
            configurator.SetAsyncAuthInterceptorCredentials(state, _interceptor);
    }
}
