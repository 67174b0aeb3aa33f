using System.Globalization;
using System.Text;
using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary>Numbers as text, in the ways that programs ask for.</summary>
internal static class NumberFormats
{
    /// <summary>So many digits more tell a number that lies half way between two from each that does not.</summary>
    private const int ExactDigits = 25;

    public static string Fixed(Run run, double number, JsValue digits)
    {
        var count = Count(run, digits, 0, 100, "toFixed() digits argument must be between 0 and 100");
        if (!double.IsFinite(number) || Math.Abs(number) >= 1e21)
            return NumberText.Of(number);

        return Sign(number, Rounded(Math.Abs(number), count));
    }

    public static string Exponential(Run run, double number, JsValue digits)
    {
        var count = Count(run, digits, 0, 100, "toExponential() argument must be between 0 and 100");
        if (!double.IsFinite(number))
            return NumberText.Of(number);
        if (number == 0)
            return Written(new string('0', count + 1), 0);

        var (shortest, power) = NumberText.Digits(Math.Abs(number));
        if (digits.IsUndefined)
            return Sign(number, Written(shortest, power));

        (shortest, power) = Significant(Math.Abs(number), count + 1);
        return Sign(number, Written(shortest, power));
    }

    public static string Precise(Run run, double number, JsValue digits)
    {
        if (digits.IsUndefined || !double.IsFinite(number))
            return NumberText.Of(number);

        var count = Count(run, digits, 1, 100, "toPrecision() argument must be between 1 and 100");
        if (number == 0)
            return count == 1 ? "0" : "0." + new string('0', count - 1);

        var (written, power) = Significant(Math.Abs(number), count);
        return Sign(number, power < -6 || power >= count ? Written(written, power)
            : power < 0 ? "0." + new string('0', -power - 1) + written
            : power + 1 >= count ? written
            : $"{written[..(power + 1)]}.{written[(power + 1)..]}");
    }

    public static string WithRadix(Run run, double number, JsValue radix)
    {
        var by = radix.IsUndefined ? 10 : Conversion.ToInteger(run, radix);
        if (by is < 2 or > 36)
            throw run.RangeError("toString() radix must be between 2 and 36");
        if (by == 10 || !double.IsFinite(number))
            return NumberText.Of(number);

        return Sign(number, RadixText.Of(run, Math.Abs(number), (int)by));
    }

    /// <summary>
    /// With commas between thousands, and at most three decimals, as American English has it; as a percentage, or with
    /// a currency's sign and two decimals, where the options say so.
    /// </summary>
    public static string Grouped(Run run, double number, JsValue options)
    {
        run.Step(10);
        run.Allocate(300);
        if (!double.IsFinite(number))
            return double.IsNaN(number) ? "NaN" : number > 0 ? "∞" : "-∞";

        var style = Word(run, options, "style");
        var currency = style == "currency" ? Word(run, options, "currency")
            ?? throw run.TypeError("Currency code is required with currency style") : null;
        number *= style == "percent" ? 100 : 1;
        var usual = currency is null ? 0 : currency is "JPY" or "KRW" ? 0 : 2;
        var least = Option(run, options, "minimumFractionDigits", usual);
        var usualMost = currency is not null ? usual : style is null or "decimal" ? 3 : 0;
        var most = Option(run, options, "maximumFractionDigits", Math.Max(usualMost, least));
        least = Math.Min(least, most);
        var text = Rounded(Math.Abs(number), most);
        var parts = text.Split('.');
        var fraction = parts.Length > 1 ? parts[1].TrimEnd('0').PadRight(least, '0') : "";
        var leastWhole = Option(run, options, "minimumIntegerDigits", 1);
        var whole = new StringBuilder(parts[0].PadLeft(leastWhole, '0'));
        for (var place = whole.Length - 3; place > 0 && IsGrouped(run, options); place -= 3)
            whole.Insert(place, ',');
        var digits = fraction.Length > 0 ? $"{whole}.{fraction}" : whole.ToString();
        var sign = double.IsNegative(number) ? "-" : "";
        return $"{sign}{Symbol(currency)}{digits}{(style == "percent" ? "%" : "")}";
    }

    /// <summary>What stands before an amount: a sign, or the currency's three letters and a space that does not break.
    /// </summary>
    private static string Symbol(string? currency) => currency?.ToUpperInvariant() switch
    {
        null => "",
        "USD" => "$",
        "EUR" => "€",
        "GBP" => "£",
        "JPY" => "¥",
        "INR" => "₹",
        "KRW" => "₩",
        var other => other + "\u00a0",
    };

    private static bool IsGrouped(Run run, JsValue options) =>
        options.Object?.Get(run, "useGrouping") is not { IsUndefined: false } given || Conversion.ToBoolean(given);

    private static string? Word(Run run, JsValue options, string name) =>
        options.Object?.Get(run, name) is { IsUndefined: false } given ? Conversion.ToText(run, given) : null;

    private static int Option(Run run, JsValue options, string name, int otherwise) =>
        options.Object?.Get(run, name) is { IsUndefined: false } given
            ? (int)Math.Clamp(Conversion.ToInteger(run, given), 0, 20)
            : otherwise;

    /// <summary>So many decimals of what the number exactly is, halves away from zero.</summary>
    private static string Rounded(double number, int count)
    {
        var exact = number.ToString($"F{count + ExactDigits}", CultureInfo.InvariantCulture);
        var kept = exact[..^ExactDigits].TrimEnd('.');
        return exact[^ExactDigits] >= '5' ? Up(kept) : kept;
    }

    private static (string Digits, int Power) Significant(double number, int count)
    {
        var written = number.ToString($"E{count - 1 + ExactDigits}", CultureInfo.InvariantCulture);
        var (exact, power) = NumberText.Split(written);
        var kept = exact.PadRight(count, '0')[..count];
        if (exact.Length <= count || exact[count] < '5')
            return (kept, power);

        var up = Up(kept);
        return (up[..count], power + up.Length - count);
    }

    /// <summary>The next greater one of as many digits.</summary>
    private static string Up(string number)
    {
        var digits = number.ToCharArray();
        for (var place = digits.Length - 1; place >= 0; place--)
        {
            if (digits[place] == '.')
                continue;
            if (digits[place]++ != '9')
                return new string(digits);
            digits[place] = '0';
        }

        return "1" + new string(digits);
    }

    private static string Written(string digits, int power) =>
        $"{digits[0]}{(digits.Length > 1 ? $".{digits[1..]}" : "")}e{(power < 0 ? '-' : '+')}{Math.Abs(power)}";

    private static string Sign(double number, string text) => number < 0 ? "-" + text : text;

    private static int Count(Run run, JsValue digits, int least, int most, string message)
    {
        var count = Conversion.ToInteger(run, digits);
        run.Step(50 + (int)Math.Clamp(count * 4, 0, 1_000));
        run.Allocate(500);
        return count >= least && count <= most ? (int)count : throw run.RangeError(message);
    }
}
