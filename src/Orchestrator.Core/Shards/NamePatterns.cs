namespace Orchestrator.Core.Shards;

/// <summary>
/// What is said of lanes by their names. In a pattern <c>*</c> stands for any letters; of several patterns that fit a
/// name that one counts which has the most other letters, and of these the first by the alphabet; the name itself
/// before all.
/// </summary>
public sealed class NamePatterns<T>
    where T : class
{
    private readonly Dictionary<string, T> _byName = new(StringComparer.Ordinal);
    private readonly (string Pattern, T Value)[] _patterns;

    public NamePatterns(IEnumerable<KeyValuePair<string, T>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var patterns = new List<(string Pattern, T Value)>();
        foreach (var (pattern, value) in values)
        {
            if (pattern.Contains('*'))
                patterns.Add((pattern, value));
            else
                _byName.Add(pattern, value);
        }

        _patterns = [.. patterns
            .OrderByDescending(static one => one.Pattern.Count(static letter => letter != '*'))
            .ThenBy(static one => one.Pattern, StringComparer.Ordinal)];
    }

    /// <summary>Null where nothing is said.</summary>
    public T? Find(string name)
    {
        if (_byName.TryGetValue(name, out var value))
            return value;

        foreach (var (pattern, its) in _patterns)
        {
            if (Matches(pattern, name))
                return its;
        }

        return null;
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
