namespace Orchestrator.Core.Workflows.Pairing;

/// <summary>Gives each step that takes a step of its own that gives back.</summary>
internal static class ReleaseMatching
{
    /// <summary>The first one that takes for which none is left; null where there is one for each.</summary>
    public static LastingStep? FirstWithout(IReadOnlyList<LastingStep> taking, IReadOnlyList<LastingStep> giving)
    {
        var takenBy = new LastingStep?[giving.Count];
        foreach (var step in taking)
        {
            if (!Find(step, giving, takenBy, new bool[giving.Count]))
                return step;
        }

        return null;
    }

    /// <summary>Another one may have to take another one in its place.</summary>
    private static bool Find(
        LastingStep step, IReadOnlyList<LastingStep> giving, LastingStep?[] takenBy, bool[] asked)
    {
        for (var index = 0; index < giving.Count; index++)
        {
            if (asked[index] || !step.IsReleasedBy(giving[index]))
                continue;

            asked[index] = true;
            if (takenBy[index] is { } other && !Find(other, giving, takenBy, asked))
                continue;

            takenBy[index] = step;
            return true;
        }

        return false;
    }
}
