namespace Orchestrator.Server.Settings;

/// <summary>
/// Settings whose names hold one of the operator's: <c>Lanes:olt-*:Width</c>. That one may hold colons itself.
/// </summary>
internal static class SettingsFamily
{
    /// <summary>What is set, by the operator's name, and by the member.</summary>
    /// <exception cref="SettingsException">There is no such member.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, RawSetting>> Of(
        RawSettings raw, string prefix, IReadOnlyList<string> members)
    {
        var found = new SortedDictionary<string, IReadOnlyDictionary<string, RawSetting>>(StringComparer.Ordinal);
        foreach (var (name, setting) in raw.ByName)
        {
            if (!name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                continue;

            var colon = name.LastIndexOf(':');
            var key = colon <= prefix.Length ? "" : name[prefix.Length..colon];
            var member = members.FirstOrDefault(
                one => string.Equals(one, name[(colon + 1)..], StringComparison.OrdinalIgnoreCase));
            if (key.Length == 0 || member is null)
                throw new SettingsException($"{setting.Source}: under {prefix} there are {string.Join(", ", members.Select(one => $"<name>:{one}"))}.");

            if (!found.TryGetValue(key, out var its))
                found.Add(key, its = new Dictionary<string, RawSetting>(StringComparer.Ordinal));
            ((Dictionary<string, RawSetting>)its)[member] = setting;
        }

        return found;
    }
}
