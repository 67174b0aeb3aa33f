namespace Orchestrator.Core.Workflows;

/// <summary>The days of a cron expression: both fields must hold.</summary>
internal sealed class CronDays
{
    private ulong _ofMonth;
    private ulong _ofWeek;

    /// <summary>Days before the last one of the month; null for no such day.</summary>
    private int? _beforeLast;

    private bool _isNearestWorkday;

    /// <summary>The only day of the week, and which one of the month: 6 for the last, 0 for all.</summary>
    private int _occurrence;

    /// <summary>Null where a field cannot be read; then which of the six it is, from 0.</summary>
    public static CronDays? Parse(string ofMonth, string ofWeek, out int wrong)
    {
        var days = new CronDays();
        wrong = !days.ReadMonth(ofMonth.ToUpperInvariant()) ? 3 : !days.ReadWeek(ofWeek.ToUpperInvariant()) ? 5 : -1;
        return wrong < 0 ? days : null;
    }

    public bool Contains(DateTime day) => IsInMonth(day) && IsInWeek(day);

    private bool ReadMonth(string text)
    {
        if (text.EndsWith('W'))
        {
            _isNearestWorkday = true;
            text = text[..^1];
        }

        if (text.StartsWith('L'))
        {
            _beforeLast = text.Length == 1 ? 0 : text[1] == '-' ? CronField.Number(text[2..], 0, 30) : null;
            return _beforeLast is not null;
        }

        if (CronField.Parse(text, 1, 31) is not { } bits
            || (_isNearestWorkday && CronField.Number(text, 1, 31) is null))
            return false;

        _ofMonth = bits;
        return true;
    }

    private bool ReadWeek(string text)
    {
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        if (hash > 0)
        {
            _occurrence = CronField.Number(text[(hash + 1)..], 1, 5) ?? 0;
            text = text[..hash];
            if (_occurrence == 0 || CronField.Number(text, 0, 7) is null)
                return false;
        }
        else if (text.Length > 1 && text.EndsWith('L'))
        {
            _occurrence = 6;
            text = text[..^1];
            if (CronField.Number(text, 0, 7) is null)
                return false;
        }

        if (CronField.Parse(text, 0, 7) is not { } bits)
            return false;

        // Sunday is 0, and 7 too.
        _ofWeek = (bits | (bits >> 7)) & 0x7f;
        return true;
    }

    private bool IsInMonth(DateTime day)
    {
        var last = DateTime.DaysInMonth(day.Year, day.Month);
        if (!_isNearestWorkday)
            return _beforeLast is { } before ? day.Day == last - before : (_ofMonth >> day.Day & 1) == 1;

        var wanted = _beforeLast is { } ahead
            ? last - ahead
            : System.Numerics.BitOperations.TrailingZeroCount(_ofMonth);
        if (wanted < 1 || wanted > last)
            return false;

        var nearest = new DateTime(day.Year, day.Month, wanted).DayOfWeek switch
        {
            DayOfWeek.Saturday => wanted == 1 ? 3 : wanted - 1,
            DayOfWeek.Sunday => wanted == last ? wanted - 2 : wanted + 1,
            _ => wanted,
        };
        return day.Day == nearest;
    }

    private bool IsInWeek(DateTime day)
    {
        if ((_ofWeek >> (int)day.DayOfWeek & 1) == 0)
            return false;

        return _occurrence switch
        {
            0 => true,
            6 => day.Day + 7 > DateTime.DaysInMonth(day.Year, day.Month),
            _ => (day.Day + 6) / 7 == _occurrence,
        };
    }
}
