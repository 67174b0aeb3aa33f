using Orchestrator.Tests.Simulation.Histories;

namespace Orchestrator.Tests.Simulation;

/// <summary>P7: journals that were written once are understood for ever, the same.</summary>
public sealed class HistoryTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Histories");

    public static TheoryData<string> Recorded =>
        [.. Directory.GetFiles(Folder, "*.history.jsonl").Select(
            file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void A_recorded_history_gives_the_states_that_it_gave_then(string file)
    {
        var states = File.ReadAllText(
            Path.Combine(Folder, file.Replace(".history.jsonl", ".states.txt", StringComparison.Ordinal)));

        Assert.Equal(states, RecordedHistory.Read(Path.Combine(Folder, file)).States());
    }
}
