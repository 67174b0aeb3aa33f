using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Jint.Native;

namespace Orchestrator.Engine.Expressions;

/// <summary>String.prototype.replace (ECMAScript 5, 15.5.4.11), which looks at the limits after each match.</summary>
internal sealed class Replacement(Guard guard, GuardedText texts)
{
    private readonly StringBuilder _result = new();

    public JsValue Run(JsValue self, JsValue[] arguments)
    {
        var text = texts.TextOf(self);
        if (arguments.Length == 0)
            return new JsValue(text);

        var with = arguments.Length > 1 ? arguments[1] : JsValue.Undefined;
        var maker = with.IsObject() ? with.AsObject() as ICallable : null;
        var template = maker is null ? texts.TextOf(with) : "";
        var copied = 0;
        foreach (var match in Matches(text, arguments[0]))
        {
            Append(text, copied, match.Index);
            if (maker is null)
                Expand(template, text, match);
            else
                Append(texts.TextOf(maker.Call(JsValue.Undefined, Arguments(match, text))));
            copied = match.Index + match.Length;
        }

        Append(text, copied, text.Length);
        return new JsValue(_result.ToString());
    }

    private static IEnumerable<Match> Matches(string text, bool isGlobal, Regex regex)
    {
        for (var match = regex.Match(text); match.Success; match = match.NextMatch())
        {
            yield return match;
            if (!isGlobal)
                yield break;
        }
    }

    private IEnumerable<Match> Matches(string text, JsValue pattern)
    {
        if (pattern.IsRegExp())
            return Matches(text, pattern.AsRegExp().Global, pattern.AsRegExp().Value);

        var literal = new Regex(
            Regex.Escape(texts.TextOf(pattern)), RegexOptions.CultureInvariant, guard.Limits.MatchTimeMax);
        return Matches(text, false, literal);
    }

    private static JsValue[] Arguments(Match match, string text) =>
    [
        .. match.Groups.Cast<Group>().Select(group => group.Success ? new JsValue(group.Value) : JsValue.Undefined),
        new JsValue(match.Index),
        new JsValue(text),
    ];

    /// <summary>The dollar signs of a template: $$ $&amp; $` $' $1 to $99.</summary>
    private void Expand(string template, string text, Match match)
    {
        for (var place = 0; place < template.Length; place++)
        {
            var sign = template[place] == '$' && place + 1 < template.Length ? template[place + 1] : '\0';
            var group = Group(template, place, match);
            switch (sign)
            {
                case '$':
                    Append("$");
                    place++;
                    break;
                case '&':
                    Append(match.Value);
                    place++;
                    break;
                case '`':
                    Append(text, 0, match.Index);
                    place++;
                    break;
                case '\'':
                    Append(text, match.Index + match.Length, text.Length);
                    place++;
                    break;
                case >= '0' and <= '9' when group.Length > 0:
                    Append(match.Groups[group.Number].Value);
                    place += group.Length;
                    break;
                default:
                    Append(template, place, place + 1);
                    break;
            }
        }
    }

    /// <summary>
    /// The number of the group that a dollar sign names, of two digits where there is such a group, and how many they
    /// are.
    /// </summary>
    private static (int Number, int Length) Group(string template, int place, Match match)
    {
        for (var length = 2; length > 0; length--)
        {
            if (place + 1 + length <= template.Length
                && int.TryParse(
                    template.AsSpan(place + 1, length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number > 0 && number < match.Groups.Count)
                return (number, length);
        }

        return default;
    }

    private void Append(string text) => Append(text, 0, text.Length);

    private void Append(string text, int from, int to)
    {
        guard.CheckText(_result.Length + (to - from));
        _result.Append(text, from, to - from);
    }
}
