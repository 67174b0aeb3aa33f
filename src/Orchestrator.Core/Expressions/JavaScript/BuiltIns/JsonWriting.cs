using System.Globalization;
using System.Text;
using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary>From values to JSON text.</summary>
internal sealed class JsonWriting
{
    private const int DepthMax = 64;

    private readonly Run _run;
    private readonly StringBuilder _text = new();
    private readonly List<JsObject> _open = [];
    private readonly string _indent;
    private readonly JsFunction? _replacer;
    private readonly List<string>? _only;

    private JsonWriting(Run run, JsValue replacer, JsValue indent)
    {
        _run = run;
        _indent = Indent(run, indent);
        _replacer = replacer.Function;
        if (replacer.Object is JsArray names)
            _only = Names(run, names);
    }

    /// <summary>The members that are asked for, in that order.</summary>
    private static List<string> Names(Run run, JsArray names) =>
    [
        .. Iteration.Items(run, names)
            .Where(name => name.IsText || name.IsNumber || name.Object is BoxedValue)
            .Select(name => Conversion.ToText(run, name))
            .Distinct(StringComparer.Ordinal),
    ];

    /// <returns>Null where there is nothing that JSON has a text for.</returns>
    public static string? Write(Run run, JsValue value, JsValue replacer, JsValue indent)
    {
        var writing = new JsonWriting(run, replacer, indent);
        var holder = new JsObject(Realm.ObjectPrototype);
        if (writing._replacer is not null)
            holder.Define(run, "", new(value));
        if (!writing.Write(holder, "", value))
            return null;

        run.Step(writing._text.Length >> 5);
        run.Allocate(writing._text.Length * 4L);
        return writing._text.ToString();
    }

    public static void Quote(StringBuilder into, string text)
    {
        into.Append('"');
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            switch (letter)
            {
                case '"':
                    into.Append("\\\"");
                    break;
                case '\\':
                    into.Append("\\\\");
                    break;
                case '\n':
                    into.Append("\\n");
                    break;
                case '\r':
                    into.Append("\\r");
                    break;
                case '\t':
                    into.Append("\\t");
                    break;
                case '\b':
                    into.Append("\\b");
                    break;
                case '\f':
                    into.Append("\\f");
                    break;
                default:
                    if (char.IsSurrogatePair(text, at))
                        into.Append(letter).Append(text[++at]);
                    else if (letter < ' ' || char.IsSurrogate(letter))
                        into.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
                    else
                        into.Append(letter);
                    break;
            }
        }

        into.Append('"');
    }

    private static string Indent(Run run, JsValue indent)
    {
        indent = indent.Object is BoxedValue boxed ? boxed.Content : indent;
        return indent.IsNumber ? new string(' ', (int)Math.Clamp(Conversion.ToInteger(run, indent), 0, 10))
            : indent.Text is { } text ? text[..Math.Min(10, text.Length)]
            : "";
    }

    /// <returns>Whether there was something to write.</returns>
    private bool Write(JsObject holder, string key, JsValue value)
    {
        _run.Step(1);
        if ((value.Object is not null || value.IsBigInt)
            && Nodes.Access.Get(_run, value, "toJSON").Function is { } own)
            value = own.Call(_run, value, [key]);
        if (_replacer is not null)
            value = _replacer.Call(_run, holder, [key, value]);
        if (value.Object is BoxedValue boxed)
            value = boxed.Content;

        switch (value.Type)
        {
            case JsType.Null:
                _text.Append("null");
                break;
            case JsType.Boolean:
                _text.Append(value.Boolean ? "true" : "false");
                break;
            case JsType.Number:
                _text.Append(double.IsFinite(value.Number) ? NumberText.Of(value.Number) : "null");
                break;
            case JsType.Text:
                _run.Step(value.TextLength >> 5);
                Quote(_text, value.Text!);
                break;
            case JsType.BigInt:
                throw _run.TypeError("Do not know how to serialize a BigInt");
            case JsType.Object when value.Function is null:
                WriteObject(value.Object!);
                break;
            default:
                return false;
        }

        _run.CheckText(_text.Length);
        return true;
    }

    private void WriteObject(JsObject its)
    {
        if (_open.Contains(its))
            throw _run.TypeError("Converting circular structure to JSON");
        if (_open.Count >= DepthMax)
            throw new LimitException($"JSON is nested more than {DepthMax} levels deep");

        using var level = _run.Enter(6);
        _open.Add(its);
        if (its is JsArray { IsArguments: false } array)
            WriteItems(array);
        else
            WriteMembers(its);
        _open.RemoveAt(_open.Count - 1);
    }

    private void WriteItems(JsArray array)
    {
        _text.Append('[');
        for (var index = 0; index < array.Count; index++)
        {
            Separate(index == 0);
            if (!Write(array, PropertyKey.Of(index), array.At(index)))
                _text.Append("null");
        }

        Close(']', array.Count > 0);
    }

    private void WriteMembers(JsObject its)
    {
        _text.Append('{');
        var count = 0;
        foreach (var key in _only ?? its.OwnKeys(_run))
        {
            _run.Step(1);
            if (JsSymbol.IsKey(key) || !its.TryGetOwn(key, out var property) || !property.IsEnumerable)
                continue;

            var before = _text.Length;
            Separate(count == 0);
            Quote(_text, key);
            _text.Append(_indent.Length > 0 ? ": " : ":");
            if (Write(its, key, property.Read(_run, its)))
                count++;
            else
                _text.Length = before;
        }

        Close('}', count > 0);
    }

    private void Separate(bool isFirst)
    {
        if (!isFirst)
            _text.Append(',');
        NewLine();
    }

    private void Close(char sign, bool hasContent)
    {
        if (hasContent && _indent.Length > 0)
            NewLine(-1);
        _text.Append(sign);
    }

    private void NewLine(int deeper = 0)
    {
        if (_indent.Length == 0)
            return;

        _text.Append('\n');
        for (var level = _open.Count + deeper; level > 0; level--)
            _text.Append(_indent);
    }
}
