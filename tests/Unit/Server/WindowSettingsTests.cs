using System.Collections;
using Orchestrator.Core.Sagas;
using Orchestrator.Server.Scheduling;
using Orchestrator.Server.Settings;

namespace Orchestrator.Tests.Unit.Server;

/// <summary>Windows as the operator sets them, by the clocks of their time zones.</summary>
public sealed class WindowSettingsTests
{
    [Fact]
    public void A_window_opens_by_the_clock_of_its_zone_in_winter_and_in_summer()
    {
        var windows = Windows(("Windows__night__Cron", "0 0 22 ? * *"), ("Windows__night__Duration", "06:00:00"),
            ("Windows__night__Zone", "Europe/Vienna"), ("Lanes__olt-*__Windows", "night"));

        Assert.Equal(
            new WindowWait("night", At("2026-01-15T21:00:00Z")),
            windows("net", "olt-7", false, At("2026-01-15T12:00:00Z")));
        Assert.Equal(
            new WindowWait("night", At("2026-07-15T20:00:00Z")),
            windows("net", "olt-7", false, At("2026-07-15T12:00:00Z")));
        Assert.Null(windows("net", "olt-7", false, At("2026-01-15T21:00:00Z")));
        Assert.Null(windows("net", "olt-7", false, At("2026-01-16T02:59:59.9Z")));
        Assert.Equal(
            new WindowWait("night", At("2026-01-16T21:00:00Z")),
            windows("net", "olt-7", false, At("2026-01-16T03:00:00Z")));
        Assert.Null(windows("net", "msc-1", false, At("2026-01-15T12:00:00Z")));
        Assert.Null(windows("net", null, false, At("2026-01-15T12:00:00Z")));
    }

    [Fact]
    public void When_clocks_are_put_forward_what_would_open_in_the_hour_that_is_left_out_opens_after_it()
    {
        var windows = Windows(("Windows__early__Cron", "0 30 2 ? * *"), ("Windows__early__Duration", "01:00:00"),
            ("Windows__early__Zone", "Europe/Vienna"), ("Adapters__net__Windows", "early"));

        var before = windows("net", null, false, At("2026-03-28T12:00:00Z"));
        var after = windows("net", null, false, At("2026-03-29T12:00:00Z"));

        Assert.Equal(At("2026-03-29"), before!.Opens.UtcDateTime.Date);
        Assert.InRange(before.Opens, At("2026-03-29T01:00:00Z"), At("2026-03-29T01:30:00Z"));
        Assert.Equal(At("2026-03-30T00:30:00Z"), after!.Opens);
    }

    [Fact]
    public void Of_several_windows_one_must_be_open_and_of_lane_and_adapter_both()
    {
        var windows = Windows(
            ("Windows__morning__Cron", "0 0 6 ? * *"), ("Windows__morning__Duration", "02:00:00"),
            ("Windows__evening__Cron", "0 0 18 ? * *"), ("Windows__evening__Duration", "02:00:00"),
            ("Windows__sunday__Cron", "0 0 0 ? * SUN"), ("Windows__sunday__Duration", "1.00:00:00"),
            ("Lanes__olt__Windows", "morning, evening"), ("Adapters__net__Windows", "sunday"));

        Assert.Equal(
            new WindowWait("evening", At("2026-01-15T18:00:00Z")),
            windows("other", "olt", false, At("2026-01-15T12:00:00Z")));
        Assert.Equal(
            new WindowWait("sunday", At("2026-01-18T00:00:00Z")),
            windows("net", "olt", false, At("2026-01-15T12:00:00Z")));
        Assert.Equal(
            new WindowWait("morning", At("2026-01-18T06:00:00Z")),
            windows("net", "olt", false, At("2026-01-18T00:00:00Z")));
        Assert.Null(windows("net", "olt", false, At("2026-01-18T06:00:00Z")));
    }

    [Fact]
    public void An_undo_waits_unless_the_window_says_otherwise()
    {
        (string, string)[] given = [("Windows__night__Cron", "0 0 22 ? * *"), ("Windows__night__Duration", "06:00:00"), ("Lanes__olt__Windows", "night")];

        Assert.NotNull(Windows(given)("net", "olt", true, At("2026-01-15T12:00:00Z")));
        Assert.Null(
            Windows([.. given, ("Windows__night__Undo", "Anytime")])("net", "olt", true, At("2026-01-15T12:00:00Z")));
        Assert.NotNull(
            Windows([.. given, ("Windows__night__Undo", "Anytime")])("net", "olt", false, At("2026-01-15T12:00:00Z")));
    }

    [Theory]
    [InlineData("Windows__w__Cron", "0 0 99 ? * *", "ORCHESTRATOR__Windows__w__Cron is '0 0 99 ? * *'; it must be a cron expression with seconds, as in 0 0 22 ? * MON-FRI: ")]
    [InlineData("Windows__w__Cron", "0 22 * * *", "ORCHESTRATOR__Windows__w__Cron is '0 22 * * *'; it must be a cron expression with seconds, as in 0 0 22 ? * MON-FRI: ")]
    [InlineData("Windows__w__Zone", "Europe/Wien", "ORCHESTRATOR__Windows__w__Zone is 'Europe/Wien'; this machine knows no such time zone. Name one of the IANA database, as in Europe/Vienna.")]
    [InlineData("Windows__w__Duration", "6h", "ORCHESTRATOR__Windows__w__Duration is '6h'; it must be from 1 s to 31 days, as in 06:00:00.")]
    [InlineData("Windows__w__Undo", "never", "ORCHESTRATOR__Windows__w__Undo is 'never'; it must be Waits or Anytime.")]
    [InlineData("Windows__x__Cron", "0 0 22 ? * *", "ORCHESTRATOR__Windows__x__Cron: the window 'x' needs a Windows:x:Cron, when it opens, and a Windows:x:Duration.")]
    [InlineData("Lanes__olt__Windows", "w,dusk", "ORCHESTRATOR__Lanes__olt__Windows is 'w,dusk'; it must name windows, separated by commas. There are w.")]
    [InlineData("Adapters__nett__Windows", "w", "Adapters:nett:Windows: there is no adapter instance 'nett'. There are net, other.")]
    [InlineData("Adapters__net__Window", "w", "ORCHESTRATOR__Adapters__net__Window: under Adapters: there are <name>:Windows, <name>:ConcurrentMax, ")]
    public void What_is_wrong_with_it_is_said_in_one_line(string name, string value, string message)
    {
        var refused = Assert.Throws<SettingsException>(
            () => Windows(("Windows__w__Cron", "0 0 22 ? * *"), ("Windows__w__Duration", "06:00:00"), (name, value)));

        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    private static WindowCalendar Windows(params (string Name, string Value)[] given)
    {
        var raw = new RawSettings();
        var environment = new Hashtable();
        foreach (var (name, value) in given)
            environment[$"ORCHESTRATOR__{name}"] = value;
        raw.LayEnvironment(environment);
        return WindowTable.Of(SettingsReader.Read(raw).Windows, ["other", "net"])!;
    }

    private static DateTimeOffset At(string time) =>
        DateTimeOffset.Parse(time, null, System.Globalization.DateTimeStyles.AssumeUniversal);
}
