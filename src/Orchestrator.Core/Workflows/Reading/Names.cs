namespace Orchestrator.Core.Workflows.Reading;

/// <summary>Help with names that were perhaps mistyped.</summary>
internal static class Names
{
    private const int CandidatesMax = 1_000;

    /// <summary>A sentence with a blank after it, or nothing.</summary>
    public static string DidYouMean(string name, IEnumerable<string> candidates) =>
        Nearest(name, candidates) is { } nearest ? $"Did you mean '{nearest}'? " : "";

    private static string? Nearest(string name, IEnumerable<string> candidates)
    {
        if (name.Length > 100)
            return null;

        var best = Math.Max(1, name.Length / 3) + 1;
        string? nearest = null;
        foreach (var candidate in candidates.Take(CandidatesMax))
        {
            if (Math.Abs(candidate.Length - name.Length) >= best)
                continue;

            var distance = Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance >= best)
                continue;

            best = distance;
            nearest = candidate;
        }

        return nearest;
    }

    /// <summary>How many letters must be put in, taken out or changed.</summary>
    private static int Distance(string left, string right)
    {
        var row = new int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++)
            row[column] = column;

        for (var line = 1; line <= left.Length; line++)
        {
            var diagonal = row[0];
            row[0] = line;
            for (var column = 1; column <= right.Length; column++)
            {
                var change = diagonal + (left[line - 1] == right[column - 1] ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.Min(change, Math.Min(row[column], row[column - 1]) + 1);
            }
        }

        return row[^1];
    }
}
