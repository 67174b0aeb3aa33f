using Orchestrator.Core.Local;

namespace Orchestrator.Tests.Conformance.Elsa;

/// <summary>
/// Whatever a definition says: it is refused, or it runs to an end within bounds, and nothing breaks.
/// </summary>
public sealed class RandomDefinitionTests
{
    private const int PerSeed = 8;
    private const int TransitionsMax = 200;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 30)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_random_definition_is_refused_or_comes_to_an_end(int seed)
    {
        var run = 0;
        for (var number = 0; number < PerSeed; number++)
        {
            var text = RandomDefinition.Make((seed * 1000) + number);
            foreach (var usesTokens in new[] { false, true })
            {
                var outcome = ElsaRun.Run(Case(text), usesTokens, _ => false, out var result, TransitionsMax);

                Assert.DoesNotContain(
                    outcome.Incidents, incident => incident.Contains("could not be begun", StringComparison.Ordinal));
                Assert.True(result is null || result.History.Count < TransitionsMax + 50, text);
                run += result is null ? 0 : 1;
            }
        }

        Assert.True(run > 0, "None of them was valid: that tries nothing.");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_random_definition_does_the_same_after_any_crash(int seed)
    {
        var one = Case(RandomDefinition.Make(seed));

        var expected = ElsaRun.Run(one, usesTokens: false, _ => false, out var whole, TransitionsMax);
        if (whole is not { WasStopped: false })
            return;

        var crashed = ElsaRun.Run(one, usesTokens: false, _ => true, out _, TransitionsMax);
        Assert.Equal(expected.ToString(), crashed.ToString());
    }

    private static ElsaCase Case(string text) => new("random", "{}", text, [], ElsaOutcome.NotValid([]), null);
}
