using System.Reflection;
using Orchestrator.Adapters;

namespace Orchestrator.Engine;

/// <summary>Versions of adapters, as their programs were built.</summary>
public static class AdapterVersions
{
    /// <summary>Of the contract that an adapter was built with.</summary>
    public static string ContractOf(IAdapter adapter) =>
        (Array.Find(
            adapter.GetType().Assembly.GetReferencedAssemblies(),
            static one => one.Name == typeof(IAdapter).Assembly.GetName().Name)?.Version
            ?? typeof(IAdapter).Assembly.GetName().Version!).ToString(2);

    public static string Of(IAdapter adapter) => Of(adapter.GetType().Assembly);

    /// <summary>Without the revision that it was built from.</summary>
    private static string Of(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
            ?? assembly.GetName().Version?.ToString() ?? "";
}
