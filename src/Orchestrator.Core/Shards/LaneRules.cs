namespace Orchestrator.Core.Shards;

/// <summary>What may happen in a lane at once, and how often.</summary>
/// <param name="Width">Steps that may be in it at the same time; 1 to 10,000.</param>
/// <param name="Rate">How often calls may begin in it; null for no limit.</param>
public sealed record LaneRule(int Width = 1, LaneRate? Rate = null)
{
    public const int WidthMax = 10_000;

    /// <summary>One at a time, as often as it goes.</summary>
    public static LaneRule Default { get; } = new();
}

/// <summary>
/// At most so many calls begin in any span of a length. Every attempt counts, also of compensations; reading back what
/// became of a call does not.
/// </summary>
/// <param name="Calls">1 to 1,000.</param>
/// <param name="Period">1 ms to 1 hour: for so long after a start nothing begins of which it is not known that it may.
/// </param>
public sealed record LaneRate(int Calls, TimeSpan Period)
{
    public const int CallsMax = 1_000;

    public static TimeSpan PeriodMin { get; } = TimeSpan.FromMilliseconds(1);

    public static TimeSpan PeriodMax { get; } = TimeSpan.FromHours(1);
}

/// <summary>
/// The rules of all lanes, by their names. In a pattern <c>*</c> stands for any letters; of several patterns that match
/// a name that one counts which has the most other letters, and of these the first by the alphabet.
/// </summary>
public sealed class LaneRules
{
    private readonly Dictionary<string, LaneRule> _byName = new(StringComparer.Ordinal);
    private readonly (string Pattern, LaneRule Rule)[] _patterns;

    public LaneRules(IEnumerable<KeyValuePair<string, LaneRule>> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var patterns = new List<(string Pattern, LaneRule Rule)>();
        foreach (var (pattern, rule) in rules)
        {
            if (pattern.Contains('*'))
                patterns.Add((pattern, rule));
            else
                _byName.Add(pattern, rule);
        }

        _patterns = [.. patterns
            .OrderByDescending(static one => one.Pattern.Count(static letter => letter != '*'))
            .ThenBy(static one => one.Pattern, StringComparer.Ordinal)];
    }

    /// <summary>Every lane takes one step at a time.</summary>
    public static LaneRules None { get; } = new([]);

    public LaneRule Of(string lane)
    {
        if (_byName.TryGetValue(lane, out var rule))
            return rule;

        foreach (var (pattern, its) in _patterns)
        {
            if (Matches(pattern, lane))
                return its;
        }

        return LaneRule.Default;
    }

    /// <summary>Whether a name is of the pattern: a star that took too little takes one letter more.</summary>
    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        var (place, star, retry) = (0, -1, 0);
        for (var at = 0; at < name.Length;)
        {
            if (place < pattern.Length && pattern[place] == '*')
            {
                (star, retry) = (place++, at);
            }
            else if (place < pattern.Length && pattern[place] == name[at])
            {
                place++;
                at++;
            }
            else if (star >= 0)
            {
                (place, at) = (star + 1, ++retry);
            }
            else
            {
                return false;
            }
        }

        return pattern[place..].IndexOfAnyExcept('*') < 0;
    }
}
