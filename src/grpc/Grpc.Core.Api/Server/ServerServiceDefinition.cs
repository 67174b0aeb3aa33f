namespace Grpc.Core;

/// <summary>A service's methods and what serves them. It does not change.</summary>
public partial class ServerServiceDefinition
{
    private readonly IReadOnlyList<Action<ServiceBinderBase>> _methods;

    private ServerServiceDefinition(IReadOnlyList<Action<ServiceBinderBase>> methods) => _methods = methods;

    /// <summary>Tells a binder all methods, in the order in which they were added.</summary>
    /// <param name="serviceBinder">Who is told.</param>
    public void BindService(ServiceBinderBase serviceBinder)
    {
        foreach (var tell in _methods)
        {
            tell(serviceBinder);
        }
    }

    /// <summary>A builder without methods.</summary>
    public static Builder CreateBuilder() => new();
}
