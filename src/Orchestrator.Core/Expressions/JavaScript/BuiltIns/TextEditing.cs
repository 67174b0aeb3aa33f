using System.Text;
using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary>Methods of texts that give a changed one.</summary>
internal static class TextEditing
{
    public static void Define(JsObject prototype) => prototype
        .Method("toUpperCase", 0, (run, self, _) => Upper(run, self))
        .Method("toLowerCase", 0, (run, self, _) =>
            StringBuiltIns.Made(run, StringBuiltIns.Text(run, self).ToLowerInvariant()))
        .Method("toLocaleUpperCase", 0, (run, self, _) => Upper(run, self))
        .Method("toLocaleLowerCase", 0, (run, self, _) =>
            StringBuiltIns.Made(run, StringBuiltIns.Text(run, self).ToLowerInvariant()))
        .Method("trim", 0, (run, self, _) => StringBuiltIns.Made(run, Blanks.Trim(StringBuiltIns.Text(run, self))))
        .Method("trimStart", 0, (run, self, _) =>
            StringBuiltIns.Made(run, Blanks.Trim(StringBuiltIns.Text(run, self), end: false)))
        .Method("trimEnd", 0, (run, self, _) =>
            StringBuiltIns.Made(run, Blanks.Trim(StringBuiltIns.Text(run, self), start: false)))
        .Alias("trimLeft", "trimStart")
        .Alias("trimRight", "trimEnd")
        .Method("padStart", 2, (run, self, given) => Pad(run, self, given, atStart: true))
        .Method("padEnd", 2, (run, self, given) => Pad(run, self, given, atStart: false))
        .Method("repeat", 1, Repeat)
        .Method("concat", 1, (run, self, given) =>
        {
            JsValue text = StringBuiltIns.Text(run, self);
            foreach (var part in given)
                text = Operators.Concat(run, text, Conversion.ToTextValue(run, part));
            return text;
        })
        .Method("normalize", 0, Normalize)
        .Method("toWellFormed", 0, (run, self, _) =>
            StringBuiltIns.Made(run, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(StringBuiltIns.Text(run, self)))));

    /// <summary>The one letter that grows when it is large.</summary>
    private static JsValue Upper(Run run, JsValue self) => StringBuiltIns.Made(
        run, StringBuiltIns.Text(run, self).ToUpperInvariant().Replace("ß", "SS", StringComparison.Ordinal));

    private static JsValue Pad(Run run, JsValue self, JsValue[] given, bool atStart)
    {
        var text = StringBuiltIns.Text(run, self);
        var length = Conversion.ToInteger(run, given.At(0));
        var filler = given.At(1).IsUndefined ? " " : Conversion.ToText(run, given[1]);
        if (length <= text.Length || filler.Length == 0)
            return text;

        run.CheckText(length);
        var added = (int)length - text.Length;
        var padding = new StringBuilder(added + filler.Length);
        while (padding.Length < added)
            padding.Append(filler);
        padding.Length = added;
        return StringBuiltIns.Made(run, atStart ? padding + text : text + padding);
    }

    private static JsValue Repeat(Run run, JsValue self, JsValue[] given)
    {
        var text = StringBuiltIns.Text(run, self);
        var count = Conversion.ToInteger(run, given.At(0));
        if (count < 0 || double.IsInfinity(count))
            throw run.RangeError($"Invalid count value: {Run.Describe(given.At(0))}");
        if (text.Length == 0 || count == 0)
            return "";

        run.CheckText(text.Length * count);
        return StringBuiltIns.Made(run, new StringBuilder().Insert(0, text, (int)count).ToString());
    }

    private static JsValue Normalize(Run run, JsValue self, JsValue[] given)
    {
        var text = StringBuiltIns.Text(run, self);
        var form = given.At(0).IsUndefined ? "NFC" : Conversion.ToText(run, given[0]);
        var wanted = form switch
        {
            "NFC" => NormalizationForm.FormC,
            "NFD" => NormalizationForm.FormD,
            "NFKC" => NormalizationForm.FormKC,
            "NFKD" => NormalizationForm.FormKD,
            _ => throw run.RangeError("The normalization form should be one of NFC, NFD, NFKC, NFKD."),
        };
        run.Step(text.Length >> 3);
        try
        {
            return StringBuiltIns.Made(run, text.Normalize(wanted));
        }
        catch (ArgumentException)
        {
            // A text with half a character in it is not normalized.
            return text;
        }
    }
}
