namespace Orchestrator.Cli.Pages;

/// <summary>Counts as a line of bars: the tallest is the greatest count, and nothing is a dot.</summary>
internal static class Sparkline
{
    private const string Bars = "▁▂▃▄▅▆▇█";

    public static string Of(IReadOnlyList<long> counts)
    {
        var most = counts.Count == 0 ? 0 : counts.Max();
        return string.Concat(counts.Select(count => count <= 0
            ? '·'
            : Bars[(int)Math.Min(Bars.Length - 1, (count * Bars.Length - 1) / most)]));
    }
}
