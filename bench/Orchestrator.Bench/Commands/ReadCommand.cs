using System.CommandLine;
using System.Diagnostics;
using System.Text;
using Orchestrator.Adapters;
using Orchestrator.Bench.InProcess;
using Orchestrator.Bench.Reading;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Engine;
using Orchestrator.Engine.Expressions;
using Spectre.Console;

namespace Orchestrator.Bench.Commands;

/// <summary>
/// <c>read</c>: large definitions, from text to plan, with everything that is checked when they are published.
/// </summary>
internal static class ReadCommand
{
    private const int RoundsMin = 5;

    public static Command Create()
    {
        var steps = new Option<int[]>("--steps")
        {
            Description = "How many steps a definition has.",
            DefaultValueFactory = _ => [1_000, 4_000],
            AllowMultipleArgumentsPerToken = true,
        };
        var seconds = new Option<double>("--seconds")
        {
            Description = "How long each row is measured.",
            DefaultValueFactory = _ => 2,
        };
        var command = new Command("read", "Large definitions: read, checked and compiled.") { steps, seconds };
        command.SetAction(parsed => Run(parsed.GetValue(steps)!, TimeSpan.FromSeconds(parsed.GetValue(seconds))));
        return command;
    }

    private static void Run(int[] steps, TimeSpan time)
    {
        var table = Printed.Table("shape", "activities", "kB", "ms", "ms, p99", "CPU ms", "MB", "problems");
        var adapters = new AdapterRegistry(
            new Dictionary<string, IAdapter> { [SagaDefinitions.Adapter] = new InstantAdapter() });
        var options = new WorkflowReaderOptions(adapters, ScriptLanguages.All);
        foreach (var (_, write) in LargeDefinitions.All)
            _ = Rounds(Encoding.UTF8.GetBytes(write(steps[0])), options, time);

        foreach (var (shape, write) in LargeDefinitions.All)
        {
            foreach (var count in steps)
                Add(table, shape, Encoding.UTF8.GetBytes(write(count)), options, time);
        }

        Printed.Write(table);
    }

    private static void Add(Table table, string shape, byte[] content, WorkflowReaderOptions options, TimeSpan time)
    {
        var (before, busy) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime);
        var rounds = Rounds(content, options, time);
        var processor = (Environment.CpuUsage.TotalTime - busy) / rounds.Count;
        var allocated = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / rounds.Count;
        var result = WorkflowReader.Read(content, options, version: 1);
        var plan = result.Plan ?? throw new InvalidOperationException($"It does not read: {result.Diagnostics[0]}");
        table.AddRow(
            shape,
            Printed.Number(plan.Activities.Length, "n0"),
            Printed.Number(content.Length / 1024.0, "n0"),
            Printed.Number(rounds[rounds.Count / 2], "n1"),
            Printed.Number(rounds[(int)(rounds.Count * 0.99)], "n1"),
            Printed.Number(processor.TotalMilliseconds, "n1"),
            Printed.Number(allocated / 1048576.0, "n1"),
            Printed.Number(result.Diagnostics.Length, "n0"));
    }

    /// <summary>
    /// Milliseconds of each, sorted. The median is shown, and processor time, which other work on the machine does not
    /// lengthen as much.
    /// </summary>
    private static List<double> Rounds(byte[] content, WorkflowReaderOptions options, TimeSpan time)
    {
        var rounds = new List<double>();
        for (var begun = Stopwatch.GetTimestamp(); rounds.Count < RoundsMin || Stopwatch.GetElapsedTime(begun) < time;)
        {
            var one = Stopwatch.GetTimestamp();
            _ = WorkflowReader.Read(content, options, version: 1);
            rounds.Add(Stopwatch.GetElapsedTime(one).TotalMilliseconds);
        }

        rounds.Sort();
        return rounds;
    }
}
