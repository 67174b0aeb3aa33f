using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary>Methods of dates that change them.</summary>
internal static class DateSetting
{
    private const int Year = 0;
    private const int Month = 1;
    private const int Day = 2;
    private const int Hour = 3;

    public static void Define(JsObject prototype, string zone)
    {
        foreach (var (name, first, count) in new[]
        {
            ("FullYear", Year, 3), ("Month", Month, 2), ("Date", Day, 1), ("Hours", Hour, 4), ("Minutes", Hour + 1, 3),
            ("Seconds", Hour + 2, 2), ("Milliseconds", Hour + 3, 1),
        })
            prototype.Method($"set{zone}{name}", count, (run, self, given) =>
                Set(run, DateBuiltIns.Of(run, self), first, count, given));
    }

    private static JsValue Set(Run run, JsDate date, int first, int count, JsValue[] given)
    {
        // A year makes a date of what is none.
        var time = double.IsNaN(date.Time) && first == Year ? 0 : date.Time;
        if (double.IsNaN(time))
            return double.NaN;

        var its = new DateParts(time);
        double[] parts = [its.Year, its.Month, its.Day, its.Hour, its.Minute, its.Second, its.Millisecond];
        parts[first] = Conversion.ToNumber(run, given.At(0));
        for (var index = 1; index < count && index < given.Length; index++)
            parts[first + index] = Conversion.ToNumber(run, given[index]);
        return date.Time = DateParts.Time(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6]);
    }
}
