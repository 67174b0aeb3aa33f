using System.Globalization;
using Orchestrator.Core.Expressions.JavaScript.BuiltIns;
using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Host;

/// <summary>
/// Types of .NET that Elsa's scripts find, as far as they are sensible here: lengths of time are objects, ids are
/// texts,
/// and points in time are dates of the language.
/// </summary>
internal static class HostTypes
{
    private static readonly (string Name, double Milliseconds)[] Units =
        [("Days", 86_400_000), ("Hours", 3_600_000), ("Minutes", 60_000), ("Seconds", 1_000), ("Milliseconds", 1)];

    public static void Define(Dictionary<string, JsValue> globals)
    {
        globals["TimeSpan"] = TimeSpans();
        globals["Guid"] = Guids();
        globals["DateTime"] = Times();
        globals["DateTimeOffset"] = Times();
        Both(Realm.DatePrototype, "addYears", 1, (run, self, given) => AddMonths(run, self, given, 12));
        Both(Realm.DatePrototype, "addMonths", 1, (run, self, given) => AddMonths(run, self, given, 1));
        foreach (var (name, unit) in Units)
        {
            Both(Realm.DatePrototype, $"add{name}", 1, (run, self, given) => new JsDate(
                DateParts.Clipped(DateBuiltIns.Of(run, self).Time + (Conversion.ToNumber(run, given.At(0)) * unit))));
        }
    }

    /// <summary>In camelCase and in PascalCase.</summary>
    private static void Both(JsObject target, string name, int length, Native call)
    {
        target.Method(name, length, call);
        target.Method(Spelling.Other(name)!, length, call);
    }

    private static JsObject TimeSpans()
    {
        var type = new JsObject(Realm.ObjectPrototype);
        var prototype = Realm.TimeSpanPrototype;
        foreach (var (name, unit) in Units)
        {
            Both(type, $"from{name}", 1, (run, _, given) => Made(run, Conversion.ToNumber(run, given.At(0)) * unit));
            foreach (var spelled in new[] { $"total{name}", $"Total{name}" })
                prototype.Getter(spelled, (run, self, _) => Of(run, self).TotalMilliseconds / unit);
        }

        Both(type, "parse", 1, (run, _, given) =>
            TimeSpan.TryParse(Conversion.ToText(run, given.At(0)), CultureInfo.InvariantCulture, out var length)
                ? new TimeSpanObject(length)
                : throw run.TypeError("The text is no length of time"));
        Both(prototype, "toString", 0, (run, self, _) => Of(run, self).ToString("c", CultureInfo.InvariantCulture));
        Both(prototype, "add", 1, (run, self, given) =>
            Made(run, Of(run, self).TotalMilliseconds + Of(run, given.At(0)).TotalMilliseconds));
        Both(prototype, "subtract", 1, (run, self, given) =>
            Made(run, Of(run, self).TotalMilliseconds - Of(run, given.At(0)).TotalMilliseconds));
        prototype.Method("toJSON", 0, (run, self, _) => Of(run, self).ToString("c", CultureInfo.InvariantCulture));
        prototype.Method("valueOf", 0, (run, self, _) => Of(run, self).TotalMilliseconds);
        return type;
    }

    private static TimeSpan Of(Run run, JsValue value) =>
        (value.Object as TimeSpanObject)?.Length ?? throw run.TypeError("It is called on what is no TimeSpan");

    private static JsValue Made(Run run, double milliseconds)
    {
        run.Allocate(80);
        return Math.Abs(milliseconds) < 9e14
            ? new TimeSpanObject(TimeSpan.FromTicks((long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond)))
            : throw run.RangeError("A length of time is too long");
    }

    private static JsObject Guids()
    {
        var type = new JsObject(Realm.ObjectPrototype);
        Both(type, "newGuid", 0, (run, _, _) => run.Host.NewId().ToString());
        Both(type, "parse", 1, (run, _, given) =>
            Guid.TryParse(Conversion.ToText(run, given.At(0)), out var id)
                ? id.ToString()
                : throw run.TypeError("The text is no Guid"));
        type.Constant("empty", Guid.Empty.ToString());
        type.Constant("Empty", Guid.Empty.ToString());
        return type;
    }

    private static JsObject Times()
    {
        var type = new JsObject(Realm.ObjectPrototype);
        foreach (var name in new[] { "now", "utcNow", "Now", "UtcNow" })
            type.Getter(name, (run, _, _) => new JsDate(run.Now()));
        foreach (var name in new[] { "today", "Today" })
            type.Getter(name, (run, _, _) =>
                new JsDate(Math.Floor(run.Now() / DateParts.DayLength) * DateParts.DayLength));
        Both(type, "parse", 1, (run, _, given) =>
            DateText.Parse(Conversion.ToText(run, given.At(0))) is var time && !double.IsNaN(time)
                ? new JsDate(time)
                : throw run.TypeError("The text is no point in time"));
        return type;
    }

    /// <summary>A day that the month does not have becomes its last one.</summary>
    private static JsValue AddMonths(Run run, JsValue self, JsValue[] given, int months)
    {
        var time = DateBuiltIns.Of(run, self).Time;
        var by = Conversion.ToInteger(run, given.At(0)) * months;
        if (double.IsNaN(time) || !(Math.Abs(by) < 1e6))
            return new JsDate(double.NaN);

        var its = new DateParts(time);
        var first = new DateParts(DateParts.Time(its.Year, its.Month + by, 1, 0, 0, 0, 0));
        var day = Math.Min(its.Day, DateParts.DaysIn(first.Year, first.Month));
        return new JsDate(DateParts.Time(first.Year, first.Month, day, its.Hour, its.Minute, its.Second,
            its.Millisecond));
    }
}
