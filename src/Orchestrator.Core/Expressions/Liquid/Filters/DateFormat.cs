using System.Globalization;

namespace Orchestrator.Core.Expressions.Liquid.Filters;

/// <summary>
/// Writes a time in a format of strftime: <c>%-d %b %Y</c>. Flags: - no padding, _ blanks, 0 zeros, ^ capitals, : a
/// colon in the offset; then perhaps a width.
/// </summary>
internal sealed class DateFormat(DateTime time, BoundedText result)
{
    private const int WidthMax = 100;

    private static readonly DateTimeFormatInfo Names = CultureInfo.InvariantCulture.DateTimeFormat;

    private char _padding;
    private bool _isUpper;
    private bool _hasColon;
    private int _width;

    public string Write(string format)
    {
        for (var place = 0; place < format.Length; place++)
        {
            if (format[place] != '%' || place == format.Length - 1)
            {
                result.Append(format[place]);
                continue;
            }

            place = ReadFlags(format, place + 1);
            if (place < format.Length)
                result.Append(Cased(Directive(format[place])));
        }

        return result.ToString();
    }

    private int ReadFlags(string format, int place)
    {
        (_padding, _isUpper, _hasColon, _width) = ('\0', false, false, 0);
        for (; place < format.Length; place++)
        {
            switch (format[place])
            {
                case '-' or '_' or '0' when _width == 0:
                    _padding = format[place];
                    break;
                case '^':
                    _isUpper = true;
                    break;
                case ':':
                    _hasColon = true;
                    break;
                case >= '0' and <= '9':
                    _width = Math.Min(WidthMax, (_width * 10) + format[place] - '0');
                    break;
                default:
                    return place;
            }
        }

        return place;
    }

    private string Cased(string text) => _isUpper ? text.ToUpperInvariant() : text;

    private string Directive(char directive) => directive switch
    {
        'a' => Names.AbbreviatedDayNames[(int)time.DayOfWeek],
        'A' => Names.DayNames[(int)time.DayOfWeek],
        'b' or 'h' => Names.AbbreviatedMonthNames[time.Month - 1],
        'B' => Names.MonthNames[time.Month - 1],
        'c' => Text("dddd, dd MMMM yyyy HH:mm:ss"),
        'C' => Number(time.Year / 100, 2),
        'd' => Number(time.Day, 2),
        'D' => Text("MM'/'dd'/'yy"),
        'e' => Number(time.Day, 2, ' '),
        'F' => Text("yyyy-MM-dd"),
        'g' => Number(ISOWeek.GetYear(time) % 100, 2),
        'G' => Number(ISOWeek.GetYear(time), 4),
        'H' => Number(time.Hour, 2),
        'I' => Number(HourOfTwelve, 2),
        'j' => Number(time.DayOfYear, 3),
        'k' => Number(time.Hour, 0),
        'l' => Number(HourOfTwelve, 2, ' '),
        'L' => Number(time.Millisecond, 3),
        'm' => Number(time.Month, 2),
        'M' => Number(time.Minute, 2),
        _ => LaterDirective(directive),
    };

    private string LaterDirective(char directive) => directive switch
    {
        'n' => "\n",
        'N' => Fraction(_width == 0 ? 9 : _width),
        'p' => time.Hour < 12 ? "AM" : "PM",
        'P' => time.Hour < 12 ? "am" : "pm",
        'r' => Text("hh:mm:ss tt"),
        'R' => Text("HH:mm"),
        's' => Number((long)(time - DateTime.UnixEpoch).TotalSeconds, 0),
        'S' => Number(time.Second, 2),
        't' => "\t",
        'T' => Text("HH:mm:ss"),
        'u' => Number(time.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)time.DayOfWeek, 0),
        'U' => Number(Week(DayOfWeek.Sunday), 2),
        'v' => $"{time.Day,2}-{Text("MMM-yyyy")}",
        'V' => Number(ISOWeek.GetWeekOfYear(time), 2),
        'w' => Number((int)time.DayOfWeek, 0),
        'W' => Number(Week(DayOfWeek.Monday), 2),
        'x' => Text("MM'/'dd'/'yyyy"),
        'X' => Text("HH:mm"),
        'y' => Number(time.Year % 100, 2),
        'Y' => Number(time.Year, 4),
        'z' => _hasColon ? "+00:00" : "+0000",
        'Z' => "+00:00",
        '+' => $"{Text("ddd MMM")} {time.Day,2} {Text("HH:mm:ss")} +00:00 {time.Year}",
        '%' => "%",
        _ => $"%{directive}",
    };

    private int HourOfTwelve => time.Hour % 12 == 0 ? 12 : time.Hour % 12;

    /// <summary>Weeks that begin on a day, from 0, which is before the year's first such day.</summary>
    private int Week(DayOfWeek first) =>
        (time.DayOfYear + 6 - (((int)time.DayOfWeek - (int)first + 7) % 7)) / 7;

    private string Text(string format) => time.ToString(format, CultureInfo.InvariantCulture);

    private string Number(long number, int width, char padding = '0')
    {
        var digits = number.ToString(CultureInfo.InvariantCulture);
        return _padding switch
        {
            '-' => digits,
            '_' => digits.PadLeft(_width == 0 ? width : _width),
            '0' => digits.PadLeft(_width == 0 ? width : _width, '0'),
            _ => digits.PadLeft(_width == 0 ? width : _width, padding),
        };
    }

    private string Fraction(int digits)
    {
        var fraction = (time.Ticks % TimeSpan.TicksPerSecond).ToString("0000000", CultureInfo.InvariantCulture);
        return fraction.Length >= digits ? fraction[..digits] : fraction.PadRight(digits, '0');
    }
}
