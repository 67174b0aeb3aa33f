using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Server.Grpc.Errors;
using Xunit.Abstractions;

namespace Orchestrator.Tests.Unit.Changing;

/// <summary>
/// Changes between products made by dice. More of them: ORCHESTRATOR_CHANGE_PAIRS; the first:
/// ORCHESTRATOR_CHANGE_SEED.
/// </summary>
public sealed class RandomChangeTests(ITestOutputHelper output)
{
    private const int Pairs = 300;

    [Fact]
    public async Task A_change_leaves_what_the_target_would_a_failed_one_what_the_source_did_and_nothing_common_is_touched()
    {
        var (first, count) = (Setting("SEED", 1), Setting("PAIRS", Pairs));
        var tally = new SortedDictionary<string, int>(StringComparer.Ordinal);

        var failures = new List<string>();
        for (var seed = first; seed < first + count && failures.Count < 10; seed++)
        {
            try
            {
                foreach (var what in await new RandomChange(seed).RunAsync())
                    tally[what] = tally.GetValueOrDefault(what) + 1;
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                failures.Add($"Seed {seed}: {failure}");
            }
        }

        foreach (var (what, times) in tally)
            output.WriteLine($"{times,6} {what}");
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
        Assert.InRange(tally.GetValueOrDefault(RandomChange.Refused), 0, count / 4);
        Assert.All(
            [ActivationState.Completed, ActivationState.RolledBack, ActivationState.Fallout],
            state => Assert.NotEqual(0, tally.GetValueOrDefault($"a failure ends as {state}")));
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable($"ORCHESTRATOR_CHANGE_{name}") is { Length: > 0 } given
            ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture)
            : otherwise;
}
