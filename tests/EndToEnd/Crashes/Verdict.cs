using System.Globalization;

namespace Orchestrator.Tests.EndToEnd.Crashes;

/// <summary>What became of everything.</summary>
/// <param name="Outcomes">Of each activation that was acknowledged and is there.</param>
internal sealed record Verdict(IReadOnlyList<Outcome> Outcomes)
{
    /// <summary>What was acknowledged and is not there, or never ended; a sentence each.</summary>
    public required IReadOnlyList<string> Lost { get; init; }

    /// <summary>What is there twice; a sentence each.</summary>
    public required IReadOnlyList<string> Doubled { get; init; }

    /// <summary>Everything else that is not as it must be; a sentence each.</summary>
    public IReadOnlyList<string> Wrong { get; } = [.. Outcomes.SelectMany(outcome => outcome.Faults())];

    /// <summary>
    /// Kinds of orders of which none reached its end: whatever held otherwise, would have been proved by nothing.
    /// </summary>
    public IEnumerable<string> Untried =>
        OrderKind.All.Where(kind => !Outcomes.Any(outcome => outcome.Order.Kind == kind
            && outcome.Activation.State == kind.End)).Select(kind => kind.Name);

    /// <summary>In one line, for people.</summary>
    public string Story(Ledger ledger) => string.Create(
        CultureInfo.InvariantCulture,
        $"started {ledger.Count}, ended {Outcomes.Count(outcome => outcome.Activation.EndTime is not null)}, sent "
        + $"again {ledger.Resent}, calls {Outcomes.Sum(outcome => outcome.Calls.Count)}, lost {Lost.Count}, doubled "
        + $"{Doubled.Count}");

    /// <summary>Nothing is lost, doubled or wrong, and something of each kind was tried.</summary>
    public void Assert()
    {
        Xunit.Assert.Empty(Lost);
        Xunit.Assert.Empty(Doubled);
        Xunit.Assert.Empty(Wrong);
        Xunit.Assert.Empty(Untried);
    }
}
