using System.Globalization;
using Orchestrator.Core.Shards;

namespace Orchestrator.Server.Settings;

/// <summary>
/// Reads what holds in lanes: <c>Lanes:{name or pattern}:Width</c> and so on. The name may hold colons itself.
/// </summary>
internal static class LaneReader
{
    public const string Prefix = "Lanes:";

    private const string Width = "Width";
    private const string Rate = "Rate";

    /// <exception cref="SettingsException">One of them cannot be understood.</exception>
    public static LaneRules Read(RawSettings raw)
    {
        var rules = new Dictionary<string, LaneRule>(StringComparer.Ordinal);
        foreach (var (name, setting) in Of(raw))
        {
            var (lane, what) = Split(name, setting);
            var rule = rules.GetValueOrDefault(lane, LaneRule.Default);
            rules[lane] = Is(what, Width)
                ? rule with { Width = WidthOf(setting) }
                : rule with { Rate = RateOf(setting) };
        }

        return rules.Count == 0 ? LaneRules.None : new LaneRules(rules);
    }

    private static IEnumerable<KeyValuePair<string, RawSetting>> Of(RawSettings raw) =>
        raw.ByName.Where(static one => one.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase));

    private static (string Lane, string What) Split(string name, RawSetting setting)
    {
        var colon = name.LastIndexOf(':');
        var (lane, what) = (colon < Prefix.Length ? "" : name[Prefix.Length..colon], name[(colon + 1)..]);
        return lane.Length > 0 && (Is(what, Width) || Is(what, Rate))
            ? (lane, what)
            : throw new SettingsException(
                $"{setting.Source}: of a lane there are {Width} and {Rate}, as in {Prefix}olt-*:{Width}.");
    }

    private static bool Is(string what, string wanted) => string.Equals(what, wanted, StringComparison.OrdinalIgnoreCase);

    private static int WidthOf(RawSetting setting) =>
        int.TryParse(setting.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var width) && width is >= 1 and <= LaneRule.WidthMax
            ? width
            : throw new SettingsException($"{setting.Source} is '{setting.Value}'; it must be a whole number from 1 to {LaneRule.WidthMax}.");

    private static LaneRate RateOf(RawSetting setting) =>
        setting.Value.Split('/') is [var calls, var period]
        && int.TryParse(calls, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= LaneRate.CallsMax
        && TimeSpan.TryParseExact(period, "c", CultureInfo.InvariantCulture, out var span)
        && span >= LaneRate.PeriodMin && span <= LaneRate.PeriodMax
            ? new LaneRate(count, span)
            : throw new SettingsException(
                $"{setting.Source} is '{setting.Value}'; it must be CALLS/PERIOD, as in 10/00:00:01: 1 to {LaneRate.CallsMax} calls in "
                + "1 ms to 1 hour.");
}
