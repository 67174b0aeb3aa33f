using System.Diagnostics;
using System.Globalization;

namespace Orchestrator.Tests.Simulation;

/// <summary>
/// <c>--seed N</c> tells the story of one simulation; <c>--seeds COUNT [--from N] [--jobs N]</c> runs many, and tells
/// the story of the first that fails; <c>--planted COUNT</c> says how soon each planted bug is found; <c>--record
/// FOLDER</c> records histories of this version. Ends with 1 where a simulation failed, or a planted bug was not found.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (Find(arguments, "--seed") is { } seed)
            return Tell(seed);
        if (Find(arguments, "--planted") is { } most)
            return FindPlanted(most);
        if (Array.IndexOf(arguments, "--record") is >= 0 and var place)
        {
            Histories.Recorder.Record(arguments[place + 1], count: 6);
            return 0;
        }

        var jobs = (int)(Find(arguments, "--jobs") ?? 1);
        return RunMany(Find(arguments, "--from") ?? 1, Find(arguments, "--seeds") ?? 1000, jobs);
    }

    /// <summary>After how many simulations each planted bug is found, and by which rule.</summary>
    private static int FindPlanted(ulong most)
    {
        var isAllFound = true;
        foreach (var (name, (rule, bug)) in Planted.PlantedBugs.All)
        {
            SimulationResult? found = null;
            for (var seed = 1UL; seed <= most && found is null; seed++)
                found = Simulator.Run(seed, bug: bug, rule: rule) is { Failure: not null } failed ? failed : null;
            Console.WriteLine(found is null ? $"not found: {name}" : $"seed {found.Seed,4}, {found.Rule}: {name}");
            isAllFound &= found is not null;
        }

        return isAllFound ? 0 : 1;
    }

    private static int Tell(ulong seed)
    {
        var result = Simulator.Run(seed, tells: true);
        Console.Write(result.Story);
        Console.WriteLine($"seed {seed}: {result.Activations} activations, {result.Failure ?? "no rule was broken"}");
        return result.Failure is null ? 0 : 1;
    }

    private static int RunMany(ulong from, ulong count, int jobs)
    {
        var (failed, activations, completed) = (new List<SimulationResult>(), 0L, 0L);
        var time = Stopwatch.StartNew();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var next = (long)from - 1;
        var workers = Enumerable.Range(0, jobs).Select(_ => new Thread(Work)).ToArray();
        foreach (var worker in workers)
            worker.Start();
        foreach (var worker in workers)
            worker.Join();

        foreach (var rule in failed.GroupBy(one => one.Rule).OrderByDescending(rule => rule.Count()))
        {
            var seeds = string.Join(' ', rule.Select(one => one.Seed).Order().Take(10));
            Console.WriteLine($"{rule.Count(),7} {rule.Key}: seeds {seeds}");
        }

        if (failed.MinBy(one => one.Seed) is { } first)
            Tell(first.Seed);
        var used = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} seeds, {failed.Count} failed; {activations} activations, {completed} completed; "
                + $"{count / time.Elapsed.TotalSeconds:0} seeds/s, {activations / used:0} activations per CPU second"));
        return failed.Count == 0 && completed > activations / 4 ? 0 : 1;

        void Work()
        {
            while (Interlocked.Increment(ref next) is var seed && seed < (long)(from + count))
            {
                var result = Simulator.Run((ulong)seed);
                Interlocked.Add(ref activations, result.Activations);
                Interlocked.Add(ref completed, result.Completed);
                if (result.Failure is null)
                    continue;

                lock (failed)
                {
                    failed.Add(result);
                    Console.WriteLine($"seed {result.Seed}: {result.Failure.Split('\n')[0]}");
                }
            }
        }
    }

    private static ulong? Find(string[] arguments, string name)
    {
        var place = Array.IndexOf(arguments, name);
        return place < 0 ? null : ulong.Parse(arguments[place + 1], CultureInfo.InvariantCulture);
    }
}
