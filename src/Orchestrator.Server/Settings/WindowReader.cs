using System.Globalization;
using Orchestrator.Server.Scheduling;
using Quartz;

namespace Orchestrator.Server.Settings;

/// <summary>
/// Reads maintenance windows, <c>Windows:{name}:Cron</c> and so on, and what has them: <c>Lanes:{pattern}:Windows</c>
/// and <c>Adapters:{instance}:Windows</c>.
/// </summary>
internal static class WindowReader
{
    public const string Prefix = "Windows:";
    public const string Adapters = "Adapters:";
    public const string Names = "Windows";

    private static readonly string[] Members = ["Cron", "Duration", "Zone", "Undo"];

    /// <exception cref="SettingsException">One of them cannot be understood.</exception>
    public static WindowSettings Read(RawSettings raw)
    {
        var parts = SettingsFamily.Of(raw, Prefix, Members);
        var lanes = SettingsFamily.Of(raw, LaneReader.Prefix, LaneReader.Members);
        var adapters = SettingsFamily.Of(raw, Adapters, [Names, .. AdapterLimitReader.Members])
            .Where(static one => one.Value.ContainsKey(Names))
            .ToDictionary(static one => one.Key, static one => one.Value, StringComparer.Ordinal);
        if (parts.Count == 0 && adapters.Count == 0 && !lanes.Values.Any(static one => one.ContainsKey(Names)))
            return WindowSettings.None;

        var windows = parts.ToDictionary(
            static one => one.Key, static one => WindowOf(one.Key, one.Value), StringComparer.Ordinal);
        return new WindowSettings
        {
            ByName = windows,
            OfLanes = lanes.ToDictionary(
                static one => one.Key,
                one => (IReadOnlyList<string>)NamesOf(one.Value, windows),
                StringComparer.Ordinal),
            OfAdapters = adapters.ToDictionary(
                static one => one.Key,
                one => (IReadOnlyList<string>)NamesOf(one.Value, windows),
                StringComparer.Ordinal),
        };
    }

    private static MaintenanceWindow WindowOf(string name, IReadOnlyDictionary<string, RawSetting> given)
    {
        var any = given.Values.First().Source;
        if (!given.TryGetValue("Cron", out var cron) || !given.TryGetValue("Duration", out var duration))
            throw new SettingsException($"{any}: the window '{name}' needs a {Prefix}{name}:Cron, when it opens, and a "
                + $"{Prefix}{name}:Duration.");

        var undoAnytime = given.TryGetValue("Undo", out var undo) && UndoOf(undo);
        var calendar = CalendarOf(cron, given.TryGetValue("Zone", out var zone) ? ZoneOf(zone) : TimeZoneInfo.Utc);
        return new MaintenanceWindow(name, calendar, DurationOf(duration), undoAnytime);
    }

    private static CronExpression CalendarOf(RawSetting setting, TimeZoneInfo zone)
    {
        try
        {
            RefuseNumbersPastTheClock(setting.Value);
            var calendar = new CronExpression(setting.Value, zone);
            return calendar.GetNextValidTimeAfter(DateTimeOffset.UtcNow) is not null
                ? calendar
                : throw new FormatException("No time that it names is still to come.");
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException or SchedulerException)
        {
            throw new SettingsException(
                $"{setting.Source} is '{setting.Value}'; it must be a cron expression with seconds, as in 0 0 22 ? * "
                    + "MON-FRI: "
                + wrong.Message.ReplaceLineEndings(" "));
        }
    }

    /// <summary>Quartz takes an hour of 99 without a word.</summary>
    public static void RefuseNumbersPastTheClock(string text)
    {
        (string Name, int Max)[] fields = [("seconds", 59), ("minutes", 59), ("hours", 23)];
        foreach (var (field, (name, max)) in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Zip(fields))
        {
            var numbers = field.Split(['-', ',', '/']).Where(
                static part => part.Length > 0 && part.All(char.IsAsciiDigit));
            if (numbers.FirstOrDefault(
                number => number.Length > 2 || int.Parse(number, CultureInfo.InvariantCulture) > max) is { } wrong)
                throw new FormatException($"'{wrong}' is more than {max} {name}.");
        }
    }

    /// <exception cref="SettingsException">This machine knows no such zone.</exception>
    public static TimeZoneInfo ZoneOf(RawSetting setting) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(setting.Value, out var zone)
            ? zone
            : throw new SettingsException(
                $"{setting.Source} is '{setting.Value}'; this machine knows no such time zone. Name one of the IANA "
                    + "database, as in Europe/Vienna.");

    private static TimeSpan DurationOf(RawSetting setting) =>
        TimeSpan.TryParseExact(setting.Value, "c", CultureInfo.InvariantCulture, out var duration)
        && duration >= TimeSpan.FromSeconds(1) && duration <= TimeSpan.FromDays(31)
            ? duration
            : throw new SettingsException(
                $"{setting.Source} is '{setting.Value}'; it must be from 1 s to 31 days, as in 06:00:00.");

    private static bool UndoOf(RawSetting setting) => setting.Value.ToLowerInvariant() switch
    {
        "anytime" => true,
        "waits" => false,
        _ => throw new SettingsException($"{setting.Source} is '{setting.Value}'; it must be Waits or Anytime."),
    };

    private static string[] NamesOf(
        IReadOnlyDictionary<string, RawSetting> given, Dictionary<string, MaintenanceWindow> windows)
    {
        if (!given.TryGetValue(Names, out var setting))
            return [];

        var names = setting.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var unknown = names.FirstOrDefault(name => !windows.ContainsKey(name));
        return unknown is null && names.Length > 0
            ? names
            : throw new SettingsException(
                $"{setting.Source} is '{setting.Value}'; it must name windows, separated by commas. "
                + (windows.Count == 0 ? "There are none." : $"There are {string.Join(", ", windows.Keys.Order(StringComparer.Ordinal))}."));
    }
}
