using System.Collections;

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
        return CommandLine.Lay(arguments, raw, output) ? SettingsCheck.Check(SettingsReader.Read(raw)) : null;
    }
}
