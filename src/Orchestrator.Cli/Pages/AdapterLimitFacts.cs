using System.Globalization;
using Orchestrator.V1;

namespace Orchestrator.Cli.Pages;

/// <summary>What the operator lets be done to an adapter, in words.</summary>
internal static class AdapterLimitFacts
{
    public static IEnumerable<KeyValuePair<string, string>> Of(AdapterLimits? limits)
    {
        if (limits is null) yield break;

        var rate = limits.PerSecondMax == 0 ? "" : Text($", {limits.PerSecondMax} a second");
        yield return new("limits of each node", Text($"{limits.ConcurrentMax} calls at once{rate}"));
        yield return new("circuit opens", Text(
            $"when {limits.CircuitFailureRatio * 100:0.#}% of {limits.CircuitCallsMin} calls or more fail within {NodeTable.Length(limits.CircuitWindow)}, for {NodeTable.Length(limits.CircuitBreak)}"));
        yield return new("longest call", NodeTable.Length(limits.TimeoutMax));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
