using System.Text.RegularExpressions;
using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary><c>RegExp</c>.</summary>
internal static class RegExpBuiltIns
{
    public static void Define(Dictionary<string, JsValue> globals)
    {
        var prototype = Realm.RegExpPrototype;
        globals["RegExp"] = Definition.Type("RegExp", 2, prototype, Make, Make);
        prototype
            .Method("test", 1, (run, self, given) =>
                Of(run, self).Next(run, Conversion.ToText(run, given.At(0))) is not null)
            .Method("exec", 1, (run, self, given) =>
            {
                var text = Conversion.ToText(run, given.At(0));
                return Of(run, self).Next(run, text) is { } match ? Result(run, Of(run, self), match, text)
                    : JsValue.Null;
            })
            .Method("toString", 0, (run, self, _) => Of(run, self).Shown)
            .Getter("source", (run, self, _) =>
                Of(run, self).Pattern.Source is { Length: > 0 } source ? source : "(?:)")
            .Getter("flags", (run, self, _) => Of(run, self).Pattern.Flags);
        foreach (var (name, flag) in new[]
        {
            ("global", 'g'), ("ignoreCase", 'i'), ("multiline", 'm'), ("dotAll", 's'), ("unicode", 'u'), ("sticky",
                'y'), ("hasIndices", 'd'),
        })
            prototype.Getter(name, (run, self, _) =>
                Of(run, self).Pattern.Flags.Contains(flag, StringComparison.Ordinal));
    }

    /// <summary>A match as an array, with where it is and its named groups.</summary>
    public static JsArray Result(Run run, JsRegExp expression, Match match, string text)
    {
        var groups = Groups(run, expression, match);
        var result = JsArray.Of(run, groups);
        result.Define(run, "index", new(match.Index));
        result.Define(run, "input", new(text));
        result.Define(run, "groups", new(NamedGroups(run, expression, groups)));
        return result;
    }

    /// <summary>The match and what its groups matched; undefined for those that did not take part.</summary>
    public static JsValue[] Groups(Run run, JsRegExp expression, Match match)
    {
        var groups = new JsValue[expression.Pattern.GroupCount + 1];
        for (var group = 0; group < groups.Length; group++)
        {
            groups[group] = match.Groups[group] is { Success: true } found ? found.Value : JsValue.Undefined;
            run.Allocate(24 + (match.Groups[group].Length * 2L));
        }

        return groups;
    }

    public static JsValue NamedGroups(Run run, JsRegExp expression, JsValue[] groups)
    {
        if (expression.Pattern.GroupNames.Count == 0)
            return JsValue.Undefined;

        var named = new JsObject(null);
        foreach (var (name, group) in expression.Pattern.GroupNames)
            named.Define(run, name, new(groups[group]));
        return named;
    }

    private static JsRegExp Of(Run run, JsValue self) =>
        self.Object as JsRegExp ?? throw run.TypeError("It is called on what is no RegExp");

    private static JsValue Make(Run run, JsValue self, JsValue[] given)
    {
        var other = given.At(0).Object as JsRegExp;
        if (other is not null && given.At(1).IsUndefined)
            return new JsRegExp(other.Pattern);

        var source = other?.Pattern.Source ?? (given.At(0).IsUndefined ? "" : Conversion.ToText(run, given.At(0)));
        return JsRegExp.Make(run, source, given.At(1).IsUndefined ? "" : Conversion.ToText(run, given.At(1)));
    }
}
