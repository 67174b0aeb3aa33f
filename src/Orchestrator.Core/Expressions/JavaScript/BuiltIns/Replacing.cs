using System.Text;
using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary>Replacing what was found by a text with signs in it, or by what a function gives.</summary>
internal static class Replacing
{
    /// <param name="Start">Where it was found.</param>
    /// <param name="Groups">What was found, and what its groups matched.</param>
    /// <param name="Named">The groups with names, or undefined.</param>
    private readonly record struct Found(int Start, JsValue[] Groups, JsValue Named)
    {
        public string Text => Groups[0].Text!;
    }

    public static JsValue Replace(Run run, string text, JsValue[] given, bool all)
    {
        var expression = given.At(0).Object as JsRegExp;
        if (all && expression is { Pattern.IsGlobal: false })
            throw run.TypeError("replaceAll must be called with a global RegExp");

        var found = expression is null
            ? Find(text, Conversion.ToText(run, given.At(0)), all)
            : Find(run, text, expression);
        var function = given.At(1).Function;
        var with = function is null ? Conversion.ToText(run, given.At(1)) : "";
        var result = new StringBuilder();
        var end = 0;
        foreach (var one in found)
        {
            run.Step(2);
            result.Append(text, end, one.Start - end);
            if (function is null)
                Expand(run, result, text, one, with);
            else
                result.Append(Conversion.ToText(run, function.Call(run, JsValue.Undefined, Arguments(run, one, text))));
            end = one.Start + one.Text.Length;
            run.CheckText(result.Length);
        }

        result.Append(text, end, text.Length - end);
        return StringBuiltIns.Made(run, result.ToString());
    }

    private static IEnumerable<Found> Find(string text, string looked, bool all)
    {
        for (var start = 0; start <= text.Length;)
        {
            var at = text.IndexOf(looked, start, StringComparison.Ordinal);
            if (at < 0)
                yield break;

            yield return new Found(at, [looked], JsValue.Undefined);
            if (!all)
                yield break;
            start = at + Math.Max(1, looked.Length);
        }
    }

    private static IEnumerable<Found> Find(Run run, string text, JsRegExp expression)
    {
        var isGlobal = expression.Pattern.IsGlobal;
        if (isGlobal)
            expression.LastIndex = 0;
        var matches = isGlobal ? expression.All(run, text)
            : expression.Next(run, text) is { } one ? [one]
            : [];
        foreach (var match in matches)
        {
            var groups = RegExpBuiltIns.Groups(run, expression, match);
            yield return new Found(match.Index, groups, RegExpBuiltIns.NamedGroups(run, expression, groups));
        }
    }

    private static JsValue[] Arguments(Run run, Found found, string text)
    {
        run.Allocate(80 + (found.Groups.Length * 16));
        return found.Named.IsUndefined
            ? [.. found.Groups, found.Start, text]
            : [.. found.Groups, found.Start, text, found.Named];
    }

    /// <summary>
    /// <c>$1</c>, <c>$&amp;</c>, <c>$`</c>, <c>$'</c>, <c>$&lt;name></c> and <c>$$</c> in what it is replaced with.
    /// </summary>
    private static void Expand(Run run, StringBuilder result, string text, Found found, string with)
    {
        for (var at = 0; at < with.Length; at++)
        {
            run.CheckText(result.Length);
            var sign = with[at] == '$' && at + 1 < with.Length ? with[at + 1] : default;
            switch (sign)
            {
                case '$':
                    result.Append('$');
                    at++;
                    break;
                case '&':
                    result.Append(found.Text);
                    at++;
                    break;
                case '`':
                    result.Append(text, 0, found.Start);
                    at++;
                    break;
                case '\'':
                    result.Append(text, found.Start + found.Text.Length, text.Length - found.Start - found.Text.Length);
                    at++;
                    break;
                case >= '0' and <= '9':
                    at += Group(result, found, with, at);
                    break;
                case '<' when !found.Named.IsUndefined && with.IndexOf('>', at) is >= 0 and var end:
                    result.Append(Named(found, with[(at + 2)..end]));
                    at = end;
                    break;
                default:
                    result.Append(with[at]);
                    break;
            }
        }
    }

    private static string? Named(Found found, string name) =>
        found.Named.Object!.TryGetOwn(name, out var property) ? property.Value.Text : null;

    /// <returns>
    /// How many digits were taken; none where there is no such group, and the sign stands for itself.
    /// </returns>
    private static int Group(StringBuilder result, Found found, string with, int at)
    {
        for (var digits = 2; digits > 0; digits--)
        {
            if (at + digits >= with.Length || with.AsSpan(at + 1, digits).ContainsAnyExceptInRange('0', '9'))
                continue;

            var group = int.Parse(with.AsSpan(at + 1, digits), System.Globalization.CultureInfo.InvariantCulture);
            if (group == 0 || group >= found.Groups.Length)
                continue;

            result.Append(found.Groups[group].Text);
            return digits;
        }

        result.Append('$');
        return 0;
    }
}
