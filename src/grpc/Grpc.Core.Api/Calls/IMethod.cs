namespace Grpc.Core;

/// <summary>What can be said of a method without knowing its messages.</summary>
public interface IMethod
{
    /// <summary>How many messages go each way.</summary>
    MethodType Type { get; }

    /// <summary>The service's full name, such as "grpc.health.v1.Health".</summary>
    string ServiceName { get; }

    /// <summary>The method's name within the service, such as "Check".</summary>
    string Name { get; }

    /// <summary>The path on the wire, such as "/grpc.health.v1.Health/Check".</summary>
    string FullName { get; }
}
