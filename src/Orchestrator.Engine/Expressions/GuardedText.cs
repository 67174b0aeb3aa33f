using System.Text;
using System.Text.RegularExpressions;
using Jint.Native;
using Jint.Native.Array;
using Jint.Native.RegExp;
using Jint.Runtime;
using JintEngine = Jint.Engine;

namespace Orchestrator.Engine.Expressions;

/// <summary>
/// Functions that put texts together or take them apart: their results grow faster than what they are given.
/// </summary>
internal sealed class GuardedText(JintEngine engine, Guard guard, JsValues values, GuardedFunctions around)
{
    private readonly ICallable _exec = (ICallable)engine.RegExp.PrototypeObject.Get("exec").AsObject();

    public static void Define(JintEngine engine, Guard guard, JsValues values, GuardedFunctions around)
    {
        var text = new GuardedText(engine, guard, values, around);
        var strings = engine.String.PrototypeObject;
        var arrays = engine.Array.PrototypeObject;
        around.Set(engine.Global, Rewriting.Tick, (_, _) => JsValue.Undefined);
        around.Set(engine.Global, Rewriting.Plus, (_, arguments) => text.Add(arguments[0], arguments[1]));
        around.Set(engine.Global, Rewriting.Shift, (_, arguments) => new JsValue(
            (uint)JsNumber.ToInt32(TypeConverter.ToNumber(arguments[0])) >> (JsNumber.ToInt32(TypeConverter.ToNumber(arguments[1])) & 31)));
        around.Set(engine.Global, Rewriting.RegExp, (_, arguments) => new JsValue(text.Expression(arguments)));
        around.Set(engine.Global, "RegExp", new JsValue(new RegExpMaker(text, engine)));
        around.Set(strings, "concat", (self, arguments) => text.Concat([self, .. arguments]));
        around.Set(strings, "match", text.Match);
        around.Set(strings, "search", (self, arguments) =>
            new JsValue(text.Pattern(arguments).Value.Match(text.TextOf(self)) is { Success: true } match ? match.Index : -1));
        around.Set(strings, "split", text.Split);
        around.Set(strings, "replace", (self, arguments) => new Replacement(guard, text).Run(self, arguments));
        around.Set(strings, "lastIndexOf", text.LastIndexOf);
        foreach (var name in new[] { "toString", "toLocaleString" })
            around.Set(arrays, name, (self, _) => text.Join(self, ","));
        around.Set(arrays, "join", (self, arguments) =>
            text.Join(self, arguments is [var separator, ..] && !separator.IsUndefined() ? text.TextOf(separator) : ","));
    }

    public string TextOf(JsValue value)
    {
        var text = TypeConverter.ToString(value);
        guard.CheckText(text.Length);
        return text;
    }

    /// <summary>The regular expression that is given, or one of the text that is given.</summary>
    public RegExpInstance Pattern(JsValue[] arguments) =>
        arguments is [var first, ..] && first.IsRegExp()
            ? first.AsRegExp()
            : Expression(arguments is [var text, ..] ? [text] : []);

    /// <summary>A regular expression whose matches end in time.</summary>
    public RegExpInstance Expression(JsValue[] arguments)
    {
        guard.Check();
        if (arguments is [var given, ..] && !given.IsRegExp())
            TextOf(given);

        var made = (RegExpInstance)engine.RegExp.Construct(arguments);
        made.Value = new Regex(made.Value.ToString(), made.Value.Options, guard.Limits.MatchTimeMax);
        return made;
    }

    private JsValue Add(JsValue left, JsValue right)
    {
        if (left.IsNumber() && right.IsNumber())
            return new JsValue(left.AsNumber() + right.AsNumber());

        left = TypeConverter.ToPrimitive(left);
        right = TypeConverter.ToPrimitive(right);
        return left.IsString() || right.IsString()
            ? Concat([left, right])
            : new JsValue(TypeConverter.ToNumber(left) + TypeConverter.ToNumber(right));
    }

    private JsValue Concat(JsValue[] parts)
    {
        var result = new StringBuilder();
        foreach (var part in parts)
        {
            result.Append(TextOf(part));
            guard.CheckText(result.Length);
        }

        return new JsValue(result.ToString());
    }

    private JsValue Join(JsValue self, string separator)
    {
        if (!self.IsObject() || self.AsObject() is not ArrayInstance array)
            throw new JavaScriptException(engine.TypeError, "A function of arrays was called on what is no array");

        around.Check(self);
        var length = (int)array.Get("length").AsNumber();
        var result = new StringBuilder();
        for (var index = 0; index < length; index++)
        {
            var item = array.Get(index.ToString(System.Globalization.CultureInfo.InvariantCulture));
            result.Append(index > 0 ? separator : "").Append(item.IsUndefined() || item.IsNull() ? "" : TextOf(item));
            guard.CheckText(result.Length);
        }

        return new JsValue(result.ToString());
    }

    private JsValue Match(JsValue self, JsValue[] arguments)
    {
        var text = TextOf(self);
        var pattern = Pattern(arguments);
        if (!pattern.Global)
            return _exec.Call(new JsValue(pattern), [new JsValue(text)]);

        var found = new List<JsValue>();
        for (var match = pattern.Value.Match(text); match.Success; match = match.NextMatch())
        {
            found.Add(new JsValue(match.Value));
            guard.CheckItems(found.Count);
        }

        return found.Count == 0 ? JsValue.Null : new JsValue(values.ArrayOf([.. found]));
    }

    private JsValue Split(JsValue self, JsValue[] arguments)
    {
        var text = TextOf(self);
        var limit = arguments is [_, var given, ..] && !given.IsUndefined()
            ? TypeConverter.ToUint32(given)
            : uint.MaxValue;
        var pieces = arguments is not [var separator, ..] || separator.IsUndefined() ? [text]
            : separator.IsRegExp() ? Pieces(text, separator.AsRegExp().Value)
            : Pieces(text, TextOf(separator));
        return new JsValue(values.ArrayOf(
            [.. pieces.Take((int)Math.Min(limit, int.MaxValue)).Select(piece => piece is null ? JsValue.Undefined : new JsValue(piece))]));
    }

    private List<string?> Pieces(string text, string separator)
    {
        var pieces = new List<string?>();
        if (separator.Length == 0)
        {
            guard.CheckItems(text.Length);
            pieces.AddRange(text.Select(letter => letter.ToString()));
            return pieces;
        }

        var start = 0;
        for (var place = Next(0); place >= 0; place = Next(start))
        {
            pieces.Add(text[start..place]);
            guard.CheckItems(pieces.Count);
            start = place + separator.Length;
        }

        pieces.Add(text[start..]);
        return pieces;

        int Next(int from) => text.IndexOf(separator, from, StringComparison.Ordinal);
    }

    private List<string?> Pieces(string text, Regex separator)
    {
        var pieces = new List<string?>();
        if (text.Length == 0)
            return separator.IsMatch(text) ? pieces : [text];

        var start = 0;
        for (var match = separator.Match(text); match.Success; match = match.NextMatch())
        {
            if (match.Index >= text.Length || (match.Length == 0 && match.Index == start))
                continue;

            pieces.Add(text[start..match.Index]);
            pieces.AddRange(match.Groups.Cast<Group>().Skip(1).Select(group => group.Success ? group.Value : null));
            guard.CheckItems(pieces.Count);
            start = match.Index + match.Length;
        }

        pieces.Add(text[start..]);
        return pieces;
    }

    private JsValue LastIndexOf(JsValue self, JsValue[] arguments)
    {
        var text = TextOf(self);
        var sought = arguments is [var first, ..] ? TextOf(first) : "undefined";
        var from = arguments is [_, var given, ..] ? TypeConverter.ToNumber(given) : double.NaN;
        var last = text.Length - sought.Length;
        if (!double.IsNaN(from))
            last = (int)Math.Min(last, Math.Max(from, 0));
        for (; last >= 0; last--)
        {
            if (text.AsSpan(last).StartsWith(sought, StringComparison.Ordinal))
                break;
        }

        return new JsValue(last);
    }
}
