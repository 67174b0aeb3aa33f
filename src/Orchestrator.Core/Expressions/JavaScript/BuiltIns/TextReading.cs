using System.Globalization;
using System.Text;
using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary>Methods of texts that look into them, and cut pieces out.</summary>
internal static class TextReading
{
    private const string Accented =
        "àáâãäåāăąçćĉċčďđèéêëēĕėęěĝğġģĥħìíîïĩīĭįıĵķĺļľŀłñńņňòóôõöøōŏőŕŗřśŝşšţťŧùúûüũūŭůűųŵýÿŷźżž";

    private const string Plain =
        "aaaaaaaaacccccddeeeeeeeeegggghhiiiiiiiiijklllllnnnnooooooooorrrsssstttuuuuuuuuuuwyyyzzz";

    public static void Define(JsObject prototype) => prototype
        .Method("charAt", 1, (run, self, given) =>
            Letter(StringBuiltIns.TextOfLetter(run, self), Conversion.ToInteger(run, given.At(0)), ""))
        .Method("at", 1, (run, self, given) =>
        {
            var text = StringBuiltIns.TextOfLetter(run, self);
            var index = Conversion.ToInteger(run, given.At(0));
            return Letter(text, index < 0 ? text.Length + index : index, JsValue.Undefined);
        })
        .Method("charCodeAt", 1, (run, self, given) =>
        {
            var (text, index) = (StringBuiltIns.TextOfLetter(run, self), Conversion.ToInteger(run, given.At(0)));
            return index >= 0 && index < text.Length ? text[(int)index] : double.NaN;
        })
        .Method("codePointAt", 1, (run, self, given) =>
        {
            var (text, index) = (StringBuiltIns.TextOfLetter(run, self), Conversion.ToInteger(run, given.At(0)));
            if (index < 0 || index >= text.Length)
                return JsValue.Undefined;
            return char.IsSurrogatePair(text, (int)index) ? char.ConvertToUtf32(text, (int)index) : text[(int)index];
        })
        .Method("indexOf", 1, (run, self, given) =>
        {
            var (text, looked) = Both(run, self, given);
            return text.IndexOf(looked, Start(run, text, given), StringComparison.Ordinal);
        })
        .Method("lastIndexOf", 1, LastIndexOf)
        .Method("includes", 1, (run, self, given) =>
        {
            var (text, looked) = Both(run, self, given);
            return text.IndexOf(looked, Start(run, text, given), StringComparison.Ordinal) >= 0;
        })
        .Method("startsWith", 1, (run, self, given) =>
        {
            var (text, looked) = Both(run, self, given);
            return text.AsSpan(Start(run, text, given)).StartsWith(looked, StringComparison.Ordinal);
        })
        .Method("endsWith", 1, (run, self, given) =>
        {
            var (text, looked) = Both(run, self, given);
            var end = given.At(1).IsUndefined ? text.Length
                : (int)Math.Clamp(Conversion.ToInteger(run, given[1]), 0, text.Length);
            return text.AsSpan(0, end).EndsWith(looked, StringComparison.Ordinal);
        })
        .Method("slice", 2, (run, self, given) =>
        {
            var text = StringBuiltIns.Text(run, self);
            var start = Conversion.ToPlace(run, given.At(0), text.Length, 0);
            return Piece(run, text, start, Conversion.ToPlace(run, given.At(1), text.Length, text.Length));
        })
        .Method("substring", 2, (run, self, given) =>
        {
            var text = StringBuiltIns.Text(run, self);
            var start = (int)Math.Clamp(Conversion.ToInteger(run, given.At(0)), 0, text.Length);
            var end = given.At(1).IsUndefined ? text.Length
                : (int)Math.Clamp(Conversion.ToInteger(run, given[1]), 0, text.Length);
            return Piece(run, text, Math.Min(start, end), Math.Max(start, end));
        })
        .Method("substr", 2, (run, self, given) =>
        {
            var text = StringBuiltIns.Text(run, self);
            var start = Conversion.ToPlace(run, given.At(0), text.Length, 0);
            var count = given.At(1).IsUndefined ? text.Length : Conversion.ToInteger(run, given[1]);
            return Piece(run, text, start, (int)Math.Clamp(start + count, start, text.Length));
        })
        .Method("localeCompare", 1, (run, self, given) =>
        {
            var (text, other) = (StringBuiltIns.Text(run, self), Conversion.ToText(run, given.At(0)));
            run.Step((text.Length + other.Length) >> 4);
            run.Allocate((text.Length + other.Length) * 8L);
            return Compare(text, other);
        })
        .Method("isWellFormed", 0, (run, self, _) => !HasHalf(StringBuiltIns.Text(run, self)));

    private static JsValue Letter(string text, double index, JsValue otherwise) =>
        index >= 0 && index < text.Length ? TextMembers.Of(text[(int)index]) : otherwise;

    private static (string Text, string Looked) Both(Run run, JsValue self, JsValue[] given)
    {
        if (given.At(0).Object is JsRegExp)
            throw run.TypeError("First argument must not be a regular expression");
        return (StringBuiltIns.Text(run, self), Conversion.ToText(run, given.At(0)));
    }

    private static int Start(Run run, string text, JsValue[] given) =>
        (int)Math.Clamp(Conversion.ToInteger(run, given.At(1)), 0, text.Length);

    private static JsValue LastIndexOf(Run run, JsValue self, JsValue[] given)
    {
        var (text, looked) = Both(run, self, given);
        var last = Conversion.ToNumber(run, given.At(1));
        var start = (int)Math.Clamp(double.IsNaN(last) ? text.Length
            : Math.Truncate(last), 0, Math.Max(0, text.Length - looked.Length));
        if (looked.Length > text.Length)
            return -1;
        return text.AsSpan(0, start + looked.Length).LastIndexOf(looked, StringComparison.Ordinal);
    }

    private static JsValue Piece(Run run, string text, int start, int end) =>
        end <= start ? JsValue.EmptyText
            : end - start == 1 ? TextMembers.Of(text[start])
            : StringBuiltIns.Made(run, text[start..end]);

    /// <summary>
    /// By letters, then by accents, then small before large, as most languages have it; the same on every machine.
    /// </summary>
    private static int Compare(string one, string other)
    {
        var order = string.CompareOrdinal(Bare(one), Bare(other));
        if (order == 0)
            order = string.CompareOrdinal(one.ToLowerInvariant(), other.ToLowerInvariant());
        if (order == 0)
            order = string.CompareOrdinal(other, one);
        return Math.Sign(order);
    }

    private static string Bare(string text)
    {
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();

        var bare = new StringBuilder(text.Length);
        foreach (var letter in text.ToLowerInvariant())
        {
            var place = Accented.IndexOf(letter, StringComparison.Ordinal);
            bare.Append(place < 0 ? letter : Plain[place]);
        }

        return bare.ToString();
    }

    private static bool HasHalf(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (char.IsSurrogatePair(text, index))
                index++;
            else if (char.IsSurrogate(text[index]))
                return true;
        }

        return false;
    }
}
