using Xunit.Sdk;

namespace Orchestrator.Tests.Conformance.Elsa;

/// <summary>What ran in Elsa runs here, the same, and survives a crash on the way.</summary>
public sealed class ElsaCaseTests
{
    /// <summary>Names of all cases.</summary>
    public static TheoryData<string> Cases => [.. ElsaCases.All.Select(one => one.Name)];

    /// <summary>Names of the cases that say what token-based flowcharts do.</summary>
    public static TheoryData<string> TokenCases =>
        [.. ElsaCases.All.Where(one => one.ExpectedTokenMode is not null).Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_definition_does_here_what_it_did_in_Elsa(string name)
    {
        var one = ElsaCases.Find(name);

        var outcome = ElsaRun.Run(one, usesTokens: false, _ => false, out _);

        Same(one.Expected, outcome);
    }

    [Theory]
    [MemberData(nameof(TokenCases))]
    public void With_token_based_flowcharts_too(string name)
    {
        var one = ElsaCases.Find(name);

        var outcome = ElsaRun.Run(one, usesTokens: true, _ => false, out _);

        Same(one.ExpectedTokenMode!, outcome);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_crash_after_any_transition_changes_nothing(string name)
    {
        var one = ElsaCases.Find(name);
        foreach (var usesTokens in new[] { false, true })
        {
            var expected = ElsaRun.Run(one, usesTokens, _ => false, out var whole);

            var transitions = whole?.History.Count ?? 0;
            for (var last = 1; last <= transitions; last++)
                Same(expected, ElsaRun.Run(one, usesTokens, count => count == last, out _));

            Same(expected, ElsaRun.Run(one, usesTokens, _ => true, out _));
        }
    }

    private static void Same(ElsaOutcome expected, ElsaOutcome outcome)
    {
        if (expected.ToString() != outcome.ToString())
            throw new XunitException($"Expected:\n{expected}\nHere:\n{outcome}");
    }
}
