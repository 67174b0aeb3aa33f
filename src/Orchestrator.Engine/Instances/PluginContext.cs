using System.Reflection;
using System.Runtime.Loader;
using Orchestrator.Adapters;

namespace Orchestrator.Engine.Instances;

/// <summary>
/// A plug-in with its own dependencies. What it shares with the host is the contract alone: a plug-in's own copy of it
/// would be another one.
/// </summary>
internal sealed class PluginContext(string assembly) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(assembly))
{
    private readonly AssemblyDependencyResolver _resolver = new(assembly);

    protected override Assembly? Load(AssemblyName name)
    {
        if (name.Name == typeof(IAdapter).Assembly.GetName().Name)
            return null;

        return _resolver.ResolveAssemblyToPath(name) is { } path ? LoadFromAssemblyPath(path) : null;
    }

    protected override nint LoadUnmanagedDll(string name) =>
        _resolver.ResolveUnmanagedDllToPath(name) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
