using System.Globalization;
using Orchestrator.Server.Scheduling;
using Quartz;

namespace Orchestrator.Server.Settings;

/// <summary>
/// Reads when work that recurs comes: <c>Recurring:{work}:Cron</c>, with <c>:Zone</c>, or <c>:Every</c>; or that it does
/// not, <c>:Enabled</c>.
/// </summary>
internal static class RecurrenceReader
{
    public const string Prefix = "Recurring:";

    private static readonly string[] Members = ["Cron", "Zone", "Every", "Enabled"];

    /// <summary>By the work's name; what is not there comes as it does by itself.</summary>
    /// <exception cref="SettingsException">One of them cannot be understood.</exception>
    public static IReadOnlyDictionary<string, Recurrence> Read(RawSettings raw) =>
        SettingsFamily.Of(raw, Prefix, Members)
            .Select(static one => (Work: one.Key, When: Of(one.Key, one.Value)))
            .Where(static one => one.When is not null)
            .ToDictionary(static one => one.Work, static one => one.When!, StringComparer.OrdinalIgnoreCase);

    /// <summary>All work, each with when it comes.</summary>
    /// <exception cref="SettingsException">The settings name work that there is not.</exception>
    public static IReadOnlyDictionary<IRecurringWork, Recurrence> For(
        IEnumerable<IRecurringWork> works, IReadOnlyDictionary<string, Recurrence> settings)
    {
        var all = works.ToDictionary(static work => work.Name, StringComparer.OrdinalIgnoreCase);
        if (settings.Keys.FirstOrDefault(name => !all.ContainsKey(name)) is { } unknown)
            throw new SettingsException(
                $"{Prefix}{unknown}: there is no such work. There are {string.Join(", ", all.Keys.Order(StringComparer.Ordinal))}.");

        return all.Values.ToDictionary(
            static work => work, work => settings.GetValueOrDefault(work.Name) ?? work.When);
    }

    private static Recurrence? Of(string work, IReadOnlyDictionary<string, RawSetting> given)
    {
        if (given.TryGetValue("Enabled", out var enabled) && !Flag(enabled))
            return Recurrence.Never;

        var zone = given.TryGetValue("Zone", out var named) ? WindowReader.ZoneOf(named) : null;
        if (given.TryGetValue("Cron", out var cron))
        {
            return given.ContainsKey("Every")
                ? throw new SettingsException($"{cron.Source}: {Prefix}{work} has an Every too. Give one of them.")
                : Calendar(cron, zone ?? TimeZoneInfo.Utc);
        }

        if (named is not null)
            throw new SettingsException($"{named.Source}: a Zone goes with a {Prefix}{work}:Cron.");
        return given.TryGetValue("Every", out var every) ? Interval(every) : null;
    }

    private static bool Flag(RawSetting setting) => bool.TryParse(setting.Value, out var value)
        ? value
        : throw new SettingsException($"{setting.Source} is '{setting.Value}'; it must be true or false.");

    private static Recurrence Calendar(RawSetting setting, TimeZoneInfo zone)
    {
        try
        {
            WindowReader.RefuseNumbersPastTheClock(setting.Value);
            return Recurrence.At(setting.Value, zone);
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException or SchedulerException)
        {
            throw new SettingsException(
                $"{setting.Source} is '{setting.Value}'; it must be a cron expression with seconds, as in 0 30 2 * * ?: "
                + wrong.Message.ReplaceLineEndings(" "));
        }
    }

    private static Recurrence Interval(RawSetting setting) =>
        TimeSpan.TryParseExact(setting.Value, "c", CultureInfo.InvariantCulture, out var interval)
        && interval >= TimeSpan.FromSeconds(1) && interval <= TimeSpan.FromDays(366)
            ? Recurrence.Every(interval)
            : throw new SettingsException(
                $"{setting.Source} is '{setting.Value}'; it must be from 1 s to 366 days, as in 00:05:00.");
}
