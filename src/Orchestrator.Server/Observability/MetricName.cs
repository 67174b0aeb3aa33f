using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Orchestrator.Server.Observability;

/// <summary>
/// Names and labels as Prometheus writes them (text format 0.0.4; units and _total after OpenMetrics).
/// </summary>
internal static class MetricName
{
    public static string Of(Instrument instrument)
    {
        var name = new StringBuilder(instrument.Name.Length + 16);
        foreach (var character in instrument.Name)
            name.Append(char.IsAsciiLetterOrDigit(character) ? char.ToLowerInvariant(character) : '_');

        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", "ms" => "_milliseconds", _ => "" };
        if (unit.Length > 0 && !name.ToString().EndsWith(unit, StringComparison.Ordinal))
            name.Append(unit);
        if (TypeOf(instrument) == "counter" && !name.ToString().EndsWith("_total", StringComparison.Ordinal))
            name.Append("_total");
        return name.ToString();
    }

    public static string TypeOf(Instrument instrument)
    {
        var kind = instrument.GetType();
        var shape = kind.IsGenericType ? kind.GetGenericTypeDefinition() : kind;
        if (shape == typeof(Counter<>) || shape == typeof(ObservableCounter<>))
            return "counter";

        return shape == typeof(Histogram<>) ? "histogram" : "gauge";
    }

    /// <summary>Writes <c>a="b",c="d"</c>; false where it does not fit.</summary>
    public static bool TryWriteLabels(ReadOnlySpan<KeyValuePair<string, object?>> tags, Span<char> to, out int length)
    {
        length = 0;
        foreach (var (name, value) in tags)
        {
            if (length > 0 && !TryPut(',', to, ref length))
                return false;

            foreach (var character in name)
            {
                if (!TryPut(char.IsAsciiLetterOrDigit(character) ? character : '_', to, ref length))
                    return false;
            }

            if (!TryPut('=', to, ref length) || !TryPut('"', to, ref length)
                || !TryPutEscaped(TextOf(value), to, ref length) || !TryPut('"', to, ref length))
                return false;
        }

        return true;
    }

    private static string TextOf(object? value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        null => "",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static bool TryPutEscaped(string text, Span<char> to, ref int length)
    {
        foreach (var character in text)
        {
            var fits = character switch
            {
                '\\' or '"' => TryPut('\\', to, ref length) && TryPut(character, to, ref length),
                '\n' => TryPut('\\', to, ref length) && TryPut('n', to, ref length),
                _ => TryPut(character, to, ref length),
            };
            if (!fits)
                return false;
        }

        return true;
    }

    private static bool TryPut(char character, Span<char> to, ref int length)
    {
        if (length == to.Length)
            return false;

        to[length++] = character;
        return true;
    }
}
