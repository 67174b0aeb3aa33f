using System.Reflection;
using Orchestrator.Adapters;

namespace Orchestrator.Engine.Instances;

/// <summary>A compiled adapter that was put into a folder.</summary>
/// <param name="Name">Of its folder and of its assembly.</param>
/// <param name="Version">Of its assembly.</param>
/// <param name="ContractVersion">Of the contract that it was built with.</param>
/// <param name="Factories">What it brings.</param>
public sealed record Plugin(
    string Name, string Version, Version ContractVersion, IReadOnlyList<IAdapterFactory> Factories)
{
    /// <summary>The contract that this program keeps.</summary>
    public static Version Contract { get; } = typeof(IAdapter).Assembly.GetName().Version!;

    /// <summary>The plug-ins of a folder, each in a folder of its own: name/name.dll.</summary>
    /// <exception cref="InstancesException">One of them cannot be used; with all that is wrong.</exception>
    public static IReadOnlyList<Plugin> LoadAll(string folder)
    {
        if (!Directory.Exists(folder))
            throw new InstancesException([$"{folder}: there is no such folder of plug-ins."]);

        var problems = new List<string>();
        var plugins = Directory.GetDirectories(folder).Order(StringComparer.Ordinal)
            .Select(one => TryLoad(Path.Combine(one, Path.GetFileName(one) + ".dll"), problems))
            .OfType<Plugin>()
            .ToArray();
        return problems.Count == 0 ? plugins : throw new InstancesException(problems);
    }

    private static Plugin? TryLoad(string path, List<string> problems)
    {
        try
        {
            if (File.Exists(path))
                return Load(path);

            problems.Add($"{path}: there is no such file. A plug-in's folder and assembly have the same name.");
        }
        catch (ReflectionTypeLoadException wrong)
        {
            problems.Add($"{path}: {wrong.LoaderExceptions.FirstOrDefault()?.Message ?? wrong.Message}");
        }
        catch (Exception wrong) when (wrong is BadImageFormatException or IOException or InvalidDataException
            or MissingMethodException or TypeLoadException or TargetInvocationException)
        {
            problems.Add($"{path}: it cannot be loaded: {(wrong.InnerException ?? wrong).Message}");
        }

        return null;
    }

    private static Plugin Load(string path)
    {
        var assembly = new PluginContext(path).LoadFromAssemblyPath(path);
        var contract = Array.Find(
            assembly.GetReferencedAssemblies(), one => one.Name == typeof(IAdapter).Assembly.GetName().Name)?.Version
            ?? throw new InvalidDataException("It was not built with Orchestrator.Adapters.Abstractions.");
        if (contract.Major != Contract.Major || contract > Contract)
            throw new InvalidDataException($"It was built with version {contract.ToString(2)} of the contract; this "
                + $"program keeps {Contract.ToString(2)}. Take one that was built for it.");

        IAdapterFactory[] factories =
        [
            .. assembly.GetExportedTypes()
                .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IAdapterFactory)))
                .Select(type => (IAdapterFactory)Activator.CreateInstance(type)!),
        ];
        if (factories.Length == 0)
            throw new InvalidDataException($"It has no public class that implements {nameof(IAdapterFactory)}.");

        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? assembly.GetName().Version?.ToString() ?? "";
        return new Plugin(assembly.GetName().Name!, version, contract, factories);
    }
}
