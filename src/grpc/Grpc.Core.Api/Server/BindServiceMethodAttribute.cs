using System.Diagnostics.CodeAnalysis;

namespace Grpc.Core;

/// <summary>On a generated service's base class: which static method tells a server its methods.</summary>
/// <param name="bindType">The class that has the method.</param>
/// <param name="bindMethodName">The method, which takes a <see cref="ServiceBinderBase"/> and a service.</param>
[AttributeUsage(AttributeTargets.Class)]
public class BindServiceMethodAttribute(
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] Type bindType, string bindMethodName) : Attribute
{
    /// <summary>The class that has the method.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)]
    public Type BindType { get; } = bindType;

    /// <summary>The method's name.</summary>
    public string BindMethodName { get; } = bindMethodName;
}
