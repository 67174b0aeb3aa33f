using System.Collections;
using Orchestrator.Engine.Instances;

namespace Orchestrator.Server.Settings;

/// <summary>Where settings come from: the file, the environment over it, the command line over both.</summary>
public static class SettingsLoader
{
    private const string FileName = "appsettings.json";

    /// <summary>Null where the caller only wanted to know something, which was written.</summary>
    /// <exception cref="SettingsException">They are not good.</exception>
    public static ServerSettings? Load(IReadOnlyList<string> arguments, IDictionary environment, TextWriter output)
    {
        var raw = new RawSettings();
        string[] files = [Path.GetFullPath(FileName), Path.Combine(AppContext.BaseDirectory, FileName)];
        if (files.FirstOrDefault(File.Exists) is { } file)
            raw.LayFile(file);
        raw.LayEnvironment(environment);
        if (!CommandLine.Lay(arguments, raw, output))
            return null;

        var adapters = AdaptersFile(raw);
        LayLimits(adapters, raw);
        return SettingsCheck.Check(SettingsReader.Read(raw)) with { Adapters = adapters };
    }

    private static InstanceFile? AdaptersFile(RawSettings raw)
    {
        try
        {
            if (raw.ByName.TryGetValue("AdaptersFile", out var named))
                return InstanceFile.Read(named.Value);

            var folder = SettingsCheck.WorkflowsFolder(raw.ByName.GetValueOrDefault("Workflows")?.Value);
            var usual = folder is null ? null : Path.Combine(folder, InstanceFile.UsualName);
            return File.Exists(usual) ? InstanceFile.Read(usual) : null;
        }
        catch (InstancesException wrong)
        {
            throw new SettingsException(wrong.Message);
        }
    }

    /// <summary>Limits are settings like others, which the file brings: what is set elsewhere wins.</summary>
    private static void LayLimits(InstanceFile? adapters, RawSettings raw)
    {
        foreach (var entry in adapters?.Entries ?? [])
        {
            foreach (var (name, value) in entry.Limits)
            {
                var setting = $"{WindowReader.Adapters}{entry.Name}:{name}";
                if (!raw.ByName.ContainsKey(setting))
                    raw.Set(setting, value, $"{adapters!.Path}#/instances/{entry.Name}/limits/{name}");
            }
        }
    }
}
