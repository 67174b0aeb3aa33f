using System.Text.RegularExpressions;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary>A pattern that is none.</summary>
internal sealed class PatternException(string message) : Exception(message);

/// <summary>
/// A regular expression: in linear time where it can be, and else with a time limit. Immutable, the same for all runs.
/// </summary>
internal sealed class CompiledPattern
{
    /// <summary>What nearly every match is over in; the clock behind it is no finer.</summary>
    public static readonly TimeSpan FirstTime = TimeSpan.FromMilliseconds(2);

    private const int LengthMax = 2_000;

    /// <summary>With more of them the shortest of texts counts as one that may take long.</summary>
    private const int PowersMax = 8;

    /// <summary>A match that may take long counts as so many steps: else a program could ask for very many.</summary>
    private const int BacktrackingCostMax = 4_000;

    private readonly int _repetitions;

    private Regex? _slower;

    private CompiledPattern(string source, string flags, PatternTranslation translation, Regex regex, bool isLinear)
    {
        (Source, Flags, Regex, IsLinear) = (source, flags, regex, isLinear);
        (GroupCount, GroupNames) = (translation.Groups, translation.Names);
        _repetitions = translation.RepeatsRepetitions ? int.MaxValue : translation.Repetitions;
    }

    /// <summary>
    /// Steps that a match counts where it may go back: each repetition may begin anew at each place that another one
    /// ends at. One that may take very long counts as many as there is time for.
    /// </summary>
    public int BacktrackingCost(int length) =>
        IsLinear ? 0
            : _repetitions > PowersMax ? BacktrackingCostMax
            : (int)Math.Min(BacktrackingCostMax, 20 + (Math.Pow(length + 1, _repetitions + 1) / 64));

    public string Source { get; }

    public string Flags { get; }

    /// <summary>Without the one that is the whole match.</summary>
    public int GroupCount { get; }

    public IReadOnlyList<(string Name, int Group)> GroupNames { get; }

    /// <summary>Whether it takes no longer than the text is long.</summary>
    public bool IsLinear { get; }

    public bool IsGlobal => Flags.Contains('g', StringComparison.Ordinal);

    public bool IsUnicode => Flags.Contains('u', StringComparison.Ordinal);

    public bool IsSticky => Flags.Contains('y', StringComparison.Ordinal);

    private Regex Regex { get; }

    /// <exception cref="PatternException">It is none.</exception>
    public static CompiledPattern Compile(string source, string flags)
    {
        if (source.Length > LengthMax)
            throw new PatternException($"It has {source.Length} characters, and may have {LengthMax}");
        if (flags.Length != flags.Distinct().Count() || flags.Any(flag =>
            !"dgimsuy".Contains(flag, StringComparison.Ordinal)))
            throw new PatternException($"Invalid flags '{flags}'");

        var translation = new PatternTranslation(source, flags);
        var pattern = translation.Translate();
        var options = RegexOptions.CultureInvariant
            | (flags.Contains('i', StringComparison.Ordinal) ? RegexOptions.IgnoreCase : RegexOptions.None);
        var sorted = string.Concat(flags.Order());
        return translation.IsLinear && TryLinear(pattern, options) is { } linear
            ? new(source, sorted, translation, linear, isLinear: true)
            : new(source, sorted, translation, Make(pattern, options, FirstTime), isLinear: false);
    }

    /// <summary>Within its usual time; a linear one has no other.</summary>
    public Match Match(string text, int start) => Regex.Match(text, start);

    /// <exception cref="RegexMatchTimeoutException">It took too long.</exception>
    public Match Match(string text, int start, TimeSpan timeMax)
    {
        if (timeMax == FirstTime)
            return Regex.Match(text, start);

        var slower = _slower;
        if (slower is null || slower.MatchTimeout != timeMax)
            _slower = slower = new Regex(Regex.ToString(), Regex.Options, timeMax);
        return slower.Match(text, start);
    }

    private static Regex? TryLinear(string pattern, RegexOptions options)
    {
        try
        {
            return Make(pattern, options | RegexOptions.NonBacktracking, Regex.InfiniteMatchTimeout);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    private static Regex Make(string pattern, RegexOptions options, TimeSpan timeMax)
    {
        try
        {
            return new Regex(pattern, options, timeMax);
        }
        catch (ArgumentException)
        {
            throw new PatternException("It cannot be read");
        }
    }
}
