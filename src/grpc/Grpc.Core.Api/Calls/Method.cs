using Grpc.Core.Utils;

namespace Grpc.Core;

/// <summary>A method of a service: its name, its shape and how its messages travel.</summary>
/// <param name="type">How many messages go each way.</param>
/// <param name="serviceName">The service's full name.</param>
/// <param name="name">The method's name within the service.</param>
/// <param name="requestMarshaller">How requests travel.</param>
/// <param name="responseMarshaller">How responses travel.</param>
/// <exception cref="ArgumentNullException">A name or a marshaller is null.</exception>
public class Method<TRequest, TResponse>(
    MethodType type,
    string serviceName,
    string name,
    Marshaller<TRequest> requestMarshaller,
    Marshaller<TResponse> responseMarshaller) : IMethod
{
    /// <inheritdoc/>
    public MethodType Type { get; } = type;

    /// <inheritdoc/>
    public string ServiceName { get; } = GrpcPreconditions.CheckNotNull(serviceName, nameof(serviceName));

    /// <inheritdoc/>
    public string Name { get; } = GrpcPreconditions.CheckNotNull(name, nameof(name));

    /// <summary>How requests travel.</summary>
    public Marshaller<TRequest> RequestMarshaller { get; } =
        GrpcPreconditions.CheckNotNull(requestMarshaller, nameof(requestMarshaller));

    /// <summary>How responses travel.</summary>
    public Marshaller<TResponse> ResponseMarshaller { get; } =
        GrpcPreconditions.CheckNotNull(responseMarshaller, nameof(responseMarshaller));

    /// <inheritdoc/>
    public string FullName { get; } = $"/{serviceName}/{name}";
}
