using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Syntax;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary>Functions that belong to no object.</summary>
internal static class GlobalFunctions
{
    public static void Define(Dictionary<string, JsValue> globals)
    {
        Add("parseInt", 2, ParseInt);
        Add("parseFloat", 1, ParseFloat);
        Add("isNaN", 1, (run, _, given) => double.IsNaN(Conversion.ToNumber(run, given.At(0))));
        Add("isFinite", 1, (run, _, given) => double.IsFinite(Conversion.ToNumber(run, given.At(0))));
        Add("eval", 1, Evaluate);
        Add("structuredClone", 1, (run, _, given) => Cloning.Clone(run, given.At(0)));
        UriFunctions.Define(globals);
        foreach (var name in new[] { "parseInt", "parseFloat" })
            globals["Number"].Object!.Define(null, name, new(globals[name], PropertyTraits.Hidden));

        void Add(string name, int length, Native call) => globals[name] = new NativeFunction(name, length, call);
    }

    public static JsValue ParseInt(Run run, JsValue self, JsValue[] given)
    {
        if (given.At(0).IsNumber && given.At(1).IsUndefined && Math.Abs(given[0].Number) is >= 1e-6 and < 1e21)
            return Math.Truncate(given[0].Number);

        var text = Blanks.Trim(Conversion.ToText(run, given.At(0)), end: false).AsSpan();
        run.Step(text.Length >> 4);
        var isNegative = text.Length > 0 && text[0] == '-';
        if (text.Length > 0 && text[0] is '-' or '+')
            text = text[1..];

        var radix = Conversion.ToInt32(run, given.At(1));
        if (radix is 0 or 16 && text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            text = text[2..];
            radix = 16;
        }

        if (radix == 0)
            radix = 10;
        if (radix is < 2 or > 36)
            return double.NaN;

        var number = NumberText.Whole(text, radix, out var read);
        return read == 0 ? double.NaN : isNegative ? -number : number;
    }

    public static JsValue ParseFloat(Run run, JsValue self, JsValue[] given)
    {
        var text = Blanks.Trim(Conversion.ToText(run, given.At(0)), end: false);
        run.Step(text.Length >> 4);
        var at = text.Length > 0 && text[0] is '-' or '+' ? 1 : 0;
        if (string.CompareOrdinal(text, at, "Infinity", 0, 8) == 0)
            return text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;

        var start = at;
        at = Digits(text, at);
        if (at < text.Length && text[at] == '.')
            at = Digits(text, at + 1);
        if (at - start == 0 || (at - start == 1 && text[start] == '.'))
            return double.NaN;

        var exponent = at + 1;
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            if (exponent < text.Length && text[exponent] is '-' or '+')
                exponent++;
            if (Digits(text, exponent) is var end && end > exponent)
                at = end;
        }

        return NumberText.Parse(text[..at].TrimEnd('.'));
    }

    private static int Digits(string text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return at;
    }

    /// <summary>A program of its own, which sees what is global and nothing of what is around the call.</summary>
    private static JsValue Evaluate(Run run, JsValue self, JsValue[] given)
    {
        if (given.At(0).Text is not { } text)
            return given.At(0);

        run.Step(100 + text.Length);
        run.Allocate(1_000 + (text.Length * 100L));
        using var level = run.Enter(100);
        ParsedProgram program;
        try
        {
            program = Parser.Parse(text);
        }
        catch (ScriptSyntaxException wrong)
        {
            throw run.SyntaxError(wrong.Message);
        }

        return ProgramRun.Execute(run, program);
    }
}
