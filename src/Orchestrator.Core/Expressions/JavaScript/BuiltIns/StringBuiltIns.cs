using System.Globalization;
using System.Text;
using Orchestrator.Core.Expressions.JavaScript.Nodes;
using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary><c>String</c>, and the methods of texts.</summary>
internal static class StringBuiltIns
{
    public static void Define(Dictionary<string, JsValue> globals)
    {
        var type = Definition.Type(
            "String", 1, Realm.StringPrototype,
            (run, _, given) => given.Length == 0 ? JsValue.EmptyText
                : given[0].Symbol is { } symbol ? $"Symbol({symbol.Description})"
                : Conversion.ToTextValue(run, given[0]),
            (run, _, given) =>
                new BoxedValue(given.Length == 0 ? "" : Conversion.ToText(run, given[0]), Realm.StringPrototype));
        globals["String"] = type;
        type
            .Method("fromCharCode", 1, (run, _, given) =>
                string.Concat(given.Select(code => (char)(ushort)Conversion.ToInt32(run, code))))
            .Method("fromCodePoint", 1, (run, _, given) => string.Concat(given.Select(code => Point(run, code))))
            .Method("raw", 1, Raw);

        Realm.StringPrototype
            .Method("toString", 0, ValueOf)
            .Method("valueOf", 0, ValueOf)
            .Method(JsSymbol.Iterator.Key, 0, (run, self, _) =>
                new NativeIterator(Iteration.Points(run, Text(run, self))));
        TextReading.Define(Realm.StringPrototype);
        TextEditing.Define(Realm.StringPrototype);
        TextMatching.Define(Realm.StringPrototype);
    }

    /// <summary>The text that a method is called on, which looks at a letter of it only.</summary>
    public static string TextOfLetter(Run run, JsValue self) => self.IsText ? self.Text! : Text(run, self);

    /// <summary>The text that a method is called on.</summary>
    public static string Text(Run run, JsValue self)
    {
        if (self.IsNullish)
            throw run.TypeError("It is called on null or undefined");

        run.Step(self.IsText ? self.TextLength >> 7 : 0);
        return Conversion.ToText(run, self);
    }

    /// <summary>A text that was made: within the limits, and accounted for.</summary>
    public static JsValue Made(Run run, string text)
    {
        run.CheckText(text.Length);
        run.Step(text.Length >> 7);
        run.Allocate(24 + (text.Length * 2L));
        return text;
    }

    private static JsValue ValueOf(Run run, JsValue self, JsValue[] given) =>
        self.IsText ? self
            : self.Object is BoxedValue { Content.IsText: true } boxed ? boxed.Content
            : throw run.TypeError("It is called on what is no text");

    private static string Point(Run run, JsValue code)
    {
        var point = Conversion.ToNumber(run, code);
        if (point < 0 || point > 0x10FFFF || point != Math.Truncate(point) || double.IsNaN(point))
            throw run.RangeError($"Invalid code point {Run.Describe(code)}");
        return point is >= 0xD800 and <= 0xDFFF ? ((char)point).ToString() : char.ConvertFromUtf32((int)point);
    }

    private static JsValue Raw(Run run, JsValue self, JsValue[] given)
    {
        var raw = FunctionBuiltIns.ListOf(run, Conversion.ToObject(run, Access.Get(run, given.At(0), "raw")));
        var text = new StringBuilder();
        for (var index = 0; index < raw.Length; index++)
        {
            text.Append(Conversion.ToText(run, raw[index]));
            if (index + 1 < raw.Length && index + 1 < given.Length)
                text.Append(Conversion.ToText(run, given[index + 1]));
            run.CheckText(text.Length);
        }

        return Made(run, text.ToString());
    }
}
