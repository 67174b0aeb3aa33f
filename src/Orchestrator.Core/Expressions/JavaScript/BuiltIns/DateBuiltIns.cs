using System.Globalization;
using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary><c>Date</c>, in UTC. What time it is, the transition says.</summary>
internal static class DateBuiltIns
{
    private static readonly string[] Days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    private static readonly string[] Months =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    public static void Define(Dictionary<string, JsValue> globals)
    {
        var type = Definition.Type(
            "Date", 7, Realm.DatePrototype,
            (run, _, _) => Text(run, run.Now(), DayText + " " + ClockText),
            (run, _, given) => Make(run, given));
        globals["Date"] = type;
        type
            .Method("now", 0, (run, _, _) => run.Now())
            .Method("parse", 1, (run, _, given) => Parse(run, Conversion.ToText(run, given.At(0))))
            .Method("UTC", 7, (run, _, given) => FromParts(run, given));

        var prototype = Realm.DatePrototype;
        prototype
            .Method("getTime", 0, (run, self, _) => Of(run, self).Time)
            .Method("valueOf", 0, (run, self, _) => Of(run, self).Time)
            .Method("getTimezoneOffset", 0, (run, self, _) => double.IsNaN(Of(run, self).Time) ? double.NaN : 0)
            .Method("setTime", 1, (run, self, given) =>
                Of(run, self).Time = DateParts.Clipped(Conversion.ToNumber(run, given.At(0))))
            .Method("toISOString", 0, (run, self, _) =>
                DateText.Iso(Of(run, self).Time) is { } text ? text : throw run.RangeError("Invalid time value"))
            .Method("toJSON", 1, (run, self, _) => DateText.Iso(Of(run, self).Time))
            .Method("toString", 0, (run, self, _) => Text(run, Of(run, self).Time, DayText + " " + ClockText))
            .Method("toDateString", 0, (run, self, _) => Text(run, Of(run, self).Time, DayText))
            .Method("toTimeString", 0, (run, self, _) => Text(run, Of(run, self).Time, ClockText))
            .Method("toUTCString", 0, (run, self, _) =>
                Text(run, Of(run, self).Time, "{0}, {2:00} {1} {3} {4:00}:{5:00}:{6:00} GMT"))
            .Method("toLocaleDateString", 0, (run, self, _) => Text(run, Of(run, self).Time, "{7}/{8}/{11}"))
            .Method("toLocaleTimeString", 0, (run, self, _) => Text(run, Of(run, self).Time, "{9}:{5:00}:{6:00} {10}"))
            .Method("toLocaleString", 0, (run, self, _) =>
                Text(run, Of(run, self).Time, "{7}/{8}/{11}, {9}:{5:00}:{6:00} {10}"))
            .Method(JsSymbol.ToPrimitive.Key, 1, (run, self, given) =>
                given.At(0).Text == "number" ? Of(run, self).Time
                    : Text(run, Of(run, self).Time, DayText + " " + ClockText));
        prototype.Method("getYear", 0, (run, self, _) => Part(run, self, date => date.Year - 1900));
        foreach (var zone in new[] { "", "UTC" })
        {
            DateSetting.Define(prototype, zone);
            prototype
                .Method($"get{zone}FullYear", 0, (run, self, _) => Part(run, self, date => date.Year))
                .Method($"get{zone}Month", 0, (run, self, _) => Part(run, self, date => date.Month))
                .Method($"get{zone}Date", 0, (run, self, _) => Part(run, self, date => date.Day))
                .Method($"get{zone}Day", 0, (run, self, _) => Part(run, self, date => date.Weekday))
                .Method($"get{zone}Hours", 0, (run, self, _) => Part(run, self, date => date.Hour))
                .Method($"get{zone}Minutes", 0, (run, self, _) => Part(run, self, date => date.Minute))
                .Method($"get{zone}Seconds", 0, (run, self, _) => Part(run, self, date => date.Second))
                .Method($"get{zone}Milliseconds", 0, (run, self, _) => Part(run, self, date => date.Millisecond));
        }
    }

    private static string DayText => "{0} {1} {2:00} {3}";

    private static string ClockText => "{4:00}:{5:00}:{6:00} GMT+0000 (Coordinated Universal Time)";

    public static JsDate Of(Run run, JsValue self) =>
        self.Object as JsDate ?? throw run.TypeError("this is not a Date object.");

    public static double FromParts(Run run, JsValue[] given)
    {
        Span<double> parts = [double.NaN, 0, 1, 0, 0, 0, 0];
        for (var index = 0; index < given.Length && index < parts.Length; index++)
            parts[index] = Conversion.ToNumber(run, given[index]);
        if (parts[0] is >= 0 and < 100)
            parts[0] = 1900 + Math.Truncate(parts[0]);
        return DateParts.Time(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6]);
    }

    private static JsValue Make(Run run, JsValue[] given)
    {
        run.Allocate(80);
        if (given.Length == 0)
            return new JsDate(run.Now());
        if (given.Length > 1)
            return new JsDate(FromParts(run, given));
        if (given[0].Object is JsDate other)
            return new JsDate(other.Time);

        var value = Conversion.ToPrimitive(run, given[0]);
        return new JsDate(value.IsText ? Parse(run, value.Text!)
            : DateParts.Clipped(Conversion.ToNumber(run, value)));
    }

    private static double Parse(Run run, string text)
    {
        run.Step(50 + (text.Length >> 2));
        run.Allocate(300);
        return DateText.Parse(text);
    }

    private static JsValue Part(Run run, JsValue self, Func<DateParts, int> part)
    {
        var time = Of(run, self).Time;
        return double.IsNaN(time) ? double.NaN : part(new DateParts(time));
    }

    private static string Text(Run run, double time, string format)
    {
        run.Step(10);
        run.Allocate(400);
        if (double.IsNaN(time))
            return "Invalid Date";

        var date = new DateParts(time);
        return string.Format(
            CultureInfo.InvariantCulture, format, Days[date.Weekday], Months[date.Month], date.Day,
                date.Year.ToString("0000", CultureInfo.InvariantCulture),
            date.Hour, date.Minute, date.Second, date.Month + 1, date.Day, ((date.Hour + 11) % 12) + 1, date.Hour < 12
                ? "AM" : "PM", date.Year);
    }
}
