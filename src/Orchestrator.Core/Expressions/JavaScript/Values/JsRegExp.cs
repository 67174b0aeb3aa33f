using System.Text.RegularExpressions;
using Orchestrator.Core.Expressions.JavaScript.BuiltIns;
using Orchestrator.Core.Expressions.JavaScript.Running;

namespace Orchestrator.Core.Expressions.JavaScript.Values;

/// <summary>A regular expression, and where it looks next.</summary>
internal sealed class JsRegExp(CompiledPattern pattern) : JsObject(Realm.RegExpPrototype)
{
    public CompiledPattern Pattern => pattern;

    public double LastIndex { get; set; }

    public string Shown => $"/{(pattern.Source.Length == 0 ? "(?:)" : pattern.Source)}/{pattern.Flags}";

    public override string ClassName => "RegExp";

    public static JsRegExp Make(Run run, string source, string flags)
    {
        run.Step(1_000 + (source.Length * 16));
        run.Allocate(8_000 + (source.Length * 200L));
        try
        {
            return new JsRegExp(CompiledPattern.Compile(source, flags));
        }
        catch (PatternException wrong)
        {
            throw run.SyntaxError($"Invalid regular expression: /{source}/{flags}: {wrong.Message}");
        }
    }

    /// <summary>The first match from a place on; null where there is none.</summary>
    public Match? Match(Run run, string text, int start)
    {
        if (start > text.Length)
            return null;

        run.Step(20 + ((text.Length - start) >> 4) + pattern.BacktrackingCost(text.Length - start));
        run.Allocate(200 + (pattern.GroupCount * 48L));
        var match = pattern.IsLinear ? pattern.Match(text, start) : InTime(run, text, start);
        return match.Success && (!pattern.IsSticky || match.Index == start) ? match : null;
    }

    /// <summary>
    /// Tried with little time first, then with four times as much, and so on, as long as there is time left for this
    /// program. So what all its matches may take is bounded; and that the machine stands still for a moment does not
    /// end one that takes no time.
    /// </summary>
    private Match InTime(Run run, string text, int start)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return pattern.Match(text, start, run.TakeMatchTime(attempt));
            }
            catch (RegexMatchTimeoutException)
            {
                // With more time.
            }
        }
    }

    /// <summary>As <c>exec</c> does it: a global or sticky one goes on where it was.</summary>
    public Match? Next(Run run, string text)
    {
        var goesOn = pattern.IsGlobal || pattern.IsSticky;
        var start = goesOn ? LastIndex : 0;
        var match = start > text.Length ? null : Match(run, text, (int)start);
        if (goesOn)
            LastIndex = match is null ? 0 : match.Index + match.Length;
        return match;
    }

    /// <summary>All matches, one after the other.</summary>
    public IEnumerable<Match> All(Run run, string text)
    {
        for (var start = 0; Match(run, text, start) is { } match;)
        {
            yield return match;
            start = match.Index + (match.Length > 0 ? match.Length : Step(text, match.Index));
        }
    }

    /// <summary>How long the character at a place is: two halves are one where Unicode counts.</summary>
    private int Step(string text, int at) =>
        pattern.IsUnicode && at + 1 < text.Length && char.IsSurrogatePair(text, at) ? 2 : 1;

    public override bool TryGetOwn(string key, out Property property)
    {
        if (key == "lastIndex")
        {
            property = new(LastIndex, PropertyTraits.Writable);
            return true;
        }

        return base.TryGetOwn(key, out property);
    }

    public override bool SetOwn(Run run, string key, JsValue value)
    {
        if (key != "lastIndex")
            return base.SetOwn(run, key, value);

        LastIndex = Math.Max(0, Conversion.ToInteger(run, value));
        return true;
    }
}
