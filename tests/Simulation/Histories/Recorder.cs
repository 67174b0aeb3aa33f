using Orchestrator.Core.Sagas;
using Orchestrator.Tests.Simulation.Audit;

namespace Orchestrator.Tests.Simulation.Histories;

/// <summary>Records the histories of some simulations that hold the most kinds of events, with their states beside
/// them.
/// </summary>
internal static class Recorder
{
    private const ulong Seeds = 150;

    public static void Record(string folder, int count)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var found = new List<(ulong Seed, Chronicle It, World World, HashSet<string> Kinds)>();
        for (var seed = 1UL; seed <= Seeds; seed++)
        {
            var world = new World(seed, Planted.PlantedBug.None, tells: false);
            world.Run();
            foreach (var it in world.Auditor.Chronicles)
                found.Add((seed, it, world, KindsOf(it, world)));
        }

        for (var number = 0; number < count; number++)
        {
            var (seed, it, world, kinds) = found.MaxBy(one => one.Kinds.Count(kind => !seen.Contains(kind)));
            seen.UnionWith(kinds);
            var file = Path.Combine(folder, $"seed-{seed}-{it.Name}.history.jsonl");
            var states = file.Replace(".history.jsonl", ".states.txt", StringComparison.Ordinal);
            RecordedHistory.Write(file, it, world.Database.Rows.Activations[it.Id].Rows);
            File.WriteAllText(states, RecordedHistory.Read(file).States());
        }

        Console.WriteLine($"{count} histories hold {seen.Count} kinds of events: "
            + $"{string.Join(' ', seen.Order(StringComparer.Ordinal))}");
    }

    private static HashSet<string> KindsOf(Chronicle it, World world) =>
        [.. Rows.Read(world.Database.Rows.Activations[it.Id], it.Id).SelectMany(row => row.Events).Select(KindOf)];

    private static string KindOf(SagaEvent happened) => happened switch
    {
        StepFailed it => $"{it.Type}.{it.Then}",
        FalloutResolved it => $"{it.Type}.{it.Decision}",
        _ => happened.Type,
    };
}
