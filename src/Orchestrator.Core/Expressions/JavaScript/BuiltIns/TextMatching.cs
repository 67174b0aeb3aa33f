using System.Text;
using System.Text.RegularExpressions;
using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary>Methods of texts that look for something: a text or a regular expression.</summary>
internal static class TextMatching
{
    public static void Define(JsObject prototype) => prototype
        .Method("match", 1, Match)
        .Method("matchAll", 1, MatchAll)
        .Method("search", 1, (run, self, given) =>
            Expression(run, given.At(0), "").Match(run, StringBuiltIns.Text(run, self), 0)?.Index ?? -1)
        .Method("split", 2, Split)
        .Method("replace", 2, (run, self, given) =>
            Replacing.Replace(run, StringBuiltIns.Text(run, self), given, all: false))
        .Method("replaceAll", 2, (run, self, given) =>
            Replacing.Replace(run, StringBuiltIns.Text(run, self), given, all: true));

    private static JsRegExp Expression(Run run, JsValue given, string flags) =>
        given.Object as JsRegExp ?? JsRegExp.Make(run, given.IsUndefined ? "" : Conversion.ToText(run, given), flags);

    private static JsValue Match(Run run, JsValue self, JsValue[] given)
    {
        var text = StringBuiltIns.Text(run, self);
        var expression = Expression(run, given.At(0), "");
        if (!expression.Pattern.IsGlobal)
            return expression.Next(run, text) is { } one ? RegExpBuiltIns.Result(run, expression, one, text)
                : JsValue.Null;

        expression.LastIndex = 0;
        var found = new JsArray(run, 0);
        foreach (var match in expression.All(run, text))
            found.Add(StringBuiltIns.Made(run, match.Value));
        return found.Count == 0 ? JsValue.Null : found;
    }

    private static JsValue MatchAll(Run run, JsValue self, JsValue[] given)
    {
        var text = StringBuiltIns.Text(run, self);
        if (given.At(0).Object is JsRegExp { Pattern.IsGlobal: false })
            throw run.TypeError("String.prototype.matchAll called with a non-global RegExp argument");

        var expression = Expression(run, given.At(0), "g");
        run.Allocate(160);
        return new NativeIterator(
            expression.All(run, text).Select(match => (JsValue)RegExpBuiltIns.Result(run, expression, match, text)));
    }

    private static JsValue Split(Run run, JsValue self, JsValue[] given)
    {
        var text = StringBuiltIns.Text(run, self);
        var limit = given.At(1).IsUndefined ? uint.MaxValue : (uint)Conversion.ToInt32(run, given[1]);
        if (limit == 0)
            return JsArray.Of(run);
        if (given.At(0).IsUndefined)
            return JsArray.Of(run, text);

        var pieces = given[0].Object is JsRegExp expression
            ? ByExpression(run, text, expression)
            : ByText(run, text, Conversion.ToText(run, given[0]));
        var made = new JsArray(run, 0);
        foreach (var piece in pieces)
        {
            if (made.Count >= limit)
                break;
            made.Add(piece);
        }

        return made;
    }

    private static IEnumerable<JsValue> ByText(Run run, string text, string between)
    {
        if (between.Length == 0)
        {
            foreach (var letter in text)
            {
                run.Step(1);
                yield return TextMembers.Of(letter);
            }

            yield break;
        }

        var start = 0;
        while (text.IndexOf(between, start, StringComparison.Ordinal) is >= 0 and var found)
        {
            run.Step(1);
            yield return StringBuiltIns.Made(run, text[start..found]);
            start = found + between.Length;
        }

        yield return StringBuiltIns.Made(run, text[start..]);
    }

    private static IEnumerable<JsValue> ByExpression(Run run, string text, JsRegExp expression)
    {
        if (text.Length == 0)
        {
            if (expression.Match(run, text, 0) is null)
                yield return text;
            yield break;
        }

        var start = 0;
        foreach (var match in expression.All(run, text))
        {
            var end = match.Index + match.Length;
            if (match.Index >= text.Length || (match.Length == 0 && end == start))
                continue;

            yield return StringBuiltIns.Made(run, text[start..match.Index]);
            foreach (var group in RegExpBuiltIns.Groups(run, expression, match).Skip(1))
                yield return group;
            start = end;
        }

        yield return StringBuiltIns.Made(run, text[start..]);
    }
}
