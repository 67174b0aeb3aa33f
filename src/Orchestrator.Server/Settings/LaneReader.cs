using System.Globalization;
using Orchestrator.Core.Shards;

namespace Orchestrator.Server.Settings;

/// <summary>Reads how much lanes take: <c>Lanes:{name or pattern}:Width</c> and <c>Rate</c>.</summary>
internal static class LaneReader
{
    public const string Prefix = "Lanes:";

    public static readonly string[] Members = ["Width", "Rate", WindowReader.Names];

    /// <exception cref="SettingsException">One of them cannot be understood.</exception>
    public static LaneRules Read(RawSettings raw)
    {
        var given = SettingsFamily.Of(raw, Prefix, Members);
        return given.Count == 0
            ? LaneRules.None
            : new LaneRules(given.Select(static one => KeyValuePair.Create(one.Key, RuleOf(one.Value))));
    }

    private static LaneRule RuleOf(IReadOnlyDictionary<string, RawSetting> given) => new(
        given.TryGetValue("Width", out var width) ? WidthOf(width) : LaneRule.Default.Width,
        given.TryGetValue("Rate", out var rate) ? RateOf(rate) : null);

    private static int WidthOf(RawSetting setting) =>
        int.TryParse(setting.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var width)
            && width is >= 1 and <= LaneRule.WidthMax
            ? width
            : throw new SettingsException(
                $"{setting.Source} is '{setting.Value}'; it must be a whole number from 1 to {LaneRule.WidthMax}.");

    private static LaneRate RateOf(RawSetting setting) =>
        setting.Value.Split('/') is [var calls, var period]
        && int.TryParse(calls, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is >= 1 and <= LaneRate.CallsMax
        && TimeSpan.TryParseExact(period, "c", CultureInfo.InvariantCulture, out var span)
        && span >= LaneRate.PeriodMin && span <= LaneRate.PeriodMax
            ? new LaneRate(count, span)
            : throw new SettingsException(
                $"{setting.Source} is '{setting.Value}'; it must be CALLS/PERIOD, as in 10/00:00:01: 1 to "
                + $"{LaneRate.CallsMax} calls in 1 ms to 1 hour.");
}
