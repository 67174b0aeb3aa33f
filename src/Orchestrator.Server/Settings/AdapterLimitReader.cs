using System.Globalization;
using Orchestrator.Engine;

namespace Orchestrator.Server.Settings;

/// <summary>Reads what may be done to an adapter instance: <c>Adapters:{instance}:ConcurrentMax</c> and so on.</summary>
internal static class AdapterLimitReader
{
    private const double SecondsMax = 86_400;

    public static readonly string[] Members =
    [
        "ConcurrentMax", "PerSecondMax", "CircuitFailureRatio", "CircuitCallsMin", "CircuitWindowSeconds",
        "CircuitBreakSeconds", "TimeoutMaxSeconds",
    ];

    /// <summary>What is set, by the instance.</summary>
    /// <exception cref="SettingsException">Something cannot be understood; with everything that cannot.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, RawSetting>> Read(RawSettings raw)
    {
        var problems = new List<string>();
        var given = SettingsFamily.Of(raw, WindowReader.Adapters, [WindowReader.Names, .. Members], problems)
            .Where(static one => one.Value.Keys.Any(Members.Contains))
            .ToDictionary(static one => one.Key, static one => one.Value, StringComparer.Ordinal);
        foreach (var one in given.Values)
            Lay(AdapterLimits.Default, one, problems);
        return problems.Count == 0 ? given : throw new SettingsException(string.Join('\n', problems));
    }

    /// <summary>The limits with what was given laid over them.</summary>
    /// <param name="limits">Where nothing is given.</param>
    /// <param name="given">By the names of <see cref="Members"/>; other names are passed over.</param>
    /// <param name="problems">What is wrong is added here.</param>
    public static AdapterLimits Lay(
        AdapterLimits limits, IReadOnlyDictionary<string, RawSetting> given, List<string> problems)
    {
        double? Number(string name, double min, double max, bool whole = false)
        {
            if (!given.TryGetValue(name, out var setting))
                return null;
            if (double.TryParse(setting.Value, whole ? NumberStyles.None : NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                && value >= min && value <= max)
                return value;

            problems.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{setting.Source} is '{setting.Value}'; it must be a {(whole ? "whole " : "")}number from {min} to {max}."));
            return null;
        }

        TimeSpan? Seconds(string name, double min) =>
            Number(name, min, SecondsMax) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

        return limits with
        {
            ConcurrentMax = (int?)Number("ConcurrentMax", 1, 100_000, whole: true) ?? limits.ConcurrentMax,
            PerSecondMax = Number("PerSecondMax", 0.001, 1_000_000) ?? limits.PerSecondMax,
            CircuitFailureRatio = Number("CircuitFailureRatio", 0.01, 1) ?? limits.CircuitFailureRatio,
            CircuitCallsMin = (int?)Number("CircuitCallsMin", 2, 1_000_000, whole: true) ?? limits.CircuitCallsMin,
            CircuitWindow = Seconds("CircuitWindowSeconds", 0.5) ?? limits.CircuitWindow,
            CircuitBreak = Seconds("CircuitBreakSeconds", 0.5) ?? limits.CircuitBreak,
            TimeoutMax = Seconds("TimeoutMaxSeconds", 0.01) ?? limits.TimeoutMax,
        };
    }
}
