using Orchestrator.Engine;

namespace Orchestrator.Server.Settings;

/// <summary>The limits of each instance: the defaults where nothing is set.</summary>
internal static class AdapterLimitTable
{
    /// <param name="given">By the instance, as <see cref="AdapterLimitReader"/> reads it.</param>
    /// <param name="instances">All that there are.</param>
    /// <exception cref="SettingsException">There are no such instances; with all that there are not.</exception>
    public static IReadOnlyDictionary<string, AdapterLimits> Of(
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, RawSetting>> given, IEnumerable<string> instances)
    {
        var names = instances.Order(StringComparer.Ordinal).ToArray();
        var problems = given
            .Where(one => !names.Contains(one.Key, StringComparer.Ordinal))
            .SelectMany(one => one.Value.Values.Select(
                setting => $"{setting.Source}: there is no adapter instance '{one.Key}'. There are {string.Join(", ", names)}."))
            .ToList();
        var limits = names.ToDictionary(
            static name => name,
            name => given.GetValueOrDefault(name) is { } its
                ? AdapterLimitReader.Lay(AdapterLimits.Default, its, problems)
                : AdapterLimits.Default,
            StringComparer.Ordinal);
        return problems.Count == 0 ? limits : throw new SettingsException(string.Join('\n', problems));
    }
}
