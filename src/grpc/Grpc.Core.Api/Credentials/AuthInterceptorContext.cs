using Grpc.Core.Utils;

namespace Grpc.Core;

/// <summary>The call that credentials are asked for.</summary>
/// <param name="serviceUrl">The service's address.</param>
/// <param name="methodName">The method's name within the service.</param>
/// <param name="cancellationToken">Cancelled with the call.</param>
/// <exception cref="ArgumentNullException">The address or the name is null.</exception>
public class AuthInterceptorContext(string serviceUrl, string methodName, CancellationToken cancellationToken)
{
    /// <summary>The call that credentials are asked for, which cannot be cancelled.</summary>
    /// <inheritdoc cref="AuthInterceptorContext(string, string, CancellationToken)"/>
    public AuthInterceptorContext(string serviceUrl, string methodName)
        : this(serviceUrl, methodName, CancellationToken.None)
    {
    }

    /// <summary>The service's address.</summary>
    public string ServiceUrl { get; } = GrpcPreconditions.CheckNotNull(serviceUrl, nameof(serviceUrl));

    /// <summary>The method's name within the service.</summary>
    public string MethodName { get; } = GrpcPreconditions.CheckNotNull(methodName, nameof(methodName));

    /// <summary>Cancelled with the call.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
