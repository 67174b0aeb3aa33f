using System.Reflection;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Settings;

namespace Orchestrator.Server.Hosting;

/// <summary>
/// Who this server is among several: an id that is kept in its data folder. One process at a time has the folder, so a
/// process that finds the id there knows that the one before is dead.
/// </summary>
internal static class NodeFile
{
    private const string Name = "node.id";

    /// <exception cref="SettingsException">It cannot be written.</exception>
    public static NodeIdentity Read(ServerSettings settings, DataFolder folder, Sealer sealer)
    {
        var file = folder.PathOf(Name);
        try
        {
            if (!File.Exists(file))
                File.WriteAllText(file, $"{Environment.MachineName}-{Guid.NewGuid():N}"[..Math.Min(Environment.MachineName.Length + 9, 60)]);
            return new NodeIdentity(File.ReadAllText(file).Trim(), settings.Grpc.ToString(), Version)
            {
                Host = Environment.MachineName,
                SealingKey = sealer.Fingerprint,
            };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"{file} cannot be used: {failure.Message}");
        }
    }

    private static string Version =>
        typeof(NodeFile).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? "";
}
