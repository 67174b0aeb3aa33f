namespace Orchestrator.Server.Settings;

/// <summary>
/// Settings whose names hold one of the operator's: <c>Lanes:olt-*:Width</c>. That one may hold colons itself.
/// </summary>
internal static class SettingsFamily
{
    /// <summary>What is set, by the operator's name, and by the member.</summary>
    /// <param name="raw">All settings.</param>
    /// <param name="prefix">What those of the family begin with.</param>
    /// <param name="members">What there is of each.</param>
    /// <param name="problems">Gets what is wrong, where it is not to be thrown.</param>
    /// <exception cref="SettingsException">There is no such member; with all that there are not.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, RawSetting>> Of(
        RawSettings raw, string prefix, IReadOnlyList<string> members, List<string>? problems = null)
    {
        var wrong = problems ?? [];
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
            {
                wrong.Add($"{setting.Source}: under {prefix} there are {string.Join(", ", members.Select(one => $"<name>:{one}"))}.");
                continue;
            }

            if (!found.TryGetValue(key, out var its))
                found.Add(key, its = new Dictionary<string, RawSetting>(StringComparer.Ordinal));
            ((Dictionary<string, RawSetting>)its)[member] = setting;
        }

        return wrong.Count == 0 || problems is not null ? found : throw new SettingsException(string.Join('\n', wrong));
    }
}
