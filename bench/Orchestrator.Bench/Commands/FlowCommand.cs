using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Orchestrator.Core.Local;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Engine;
using Orchestrator.Engine.Local;
using Spectre.Console;

namespace Orchestrator.Bench.Commands;

/// <summary><c>flow</c>: what going on from one activity to the next costs, by what holds them.</summary>
internal static class FlowCommand
{
    private static readonly WorkflowReaderOptions Reading =
        new(new AdapterRegistry(new Dictionary<string, Adapters.IAdapter>()), LocalWorkflows.Languages);

    public static Command Create()
    {
        var activities =
            new Option<int>("--activities") { Description = "One after the other.", DefaultValueFactory = _ => 1_000 };
        var rounds = new Option<int>("--rounds")
        {
            Description = "Runs of each, of which the median counts.",
            DefaultValueFactory = _ => 200,
        };
        var command = new Command("flow", "Activities one after the other, without steps: a sequence, and flowcharts.") { activities, rounds };
        command.SetAction(parsed => Run(parsed.GetValue(activities), parsed.GetValue(rounds)));
        return command;
    }

    private static void Run(int activities, int rounds)
    {
        Kind[] kinds =
        [
            new("sequence", Read(Sequence(activities), usesTokens: false)),
            new("flowchart, by counters", Read(Flowchart(activities), usesTokens: false)),
            new("flowchart, by tokens", Read(Flowchart(activities), usesTokens: true)),
        ];

        // In turn, and not counted until the compiler has seen all of them: else the first one pays for the others.
        for (var round = -rounds; round < rounds; round++)
        {
            foreach (var kind in kinds)
                kind.Measure(activities, counts: round >= 0);
        }

        var table = Printed.Table("flow", "µs per activity", "of a sequence", "bytes per activity");
        foreach (var kind in kinds)
            table.AddRow(
                kind.Name,
                Printed.Number(kind.Median, "n2"),
                Printed.Number(kind.Median / kinds[0].Median, "n2"),
                Printed.Number(kind.Bytes, "n0"));
        Printed.Write(table);
    }

    private static WorkflowPlan Read(string definition, bool usesTokens) =>
        WorkflowReader.Read(definition, Reading with { FlowchartsMoveTokens = usesTokens }, 1).Plan
            ?? throw new InvalidOperationException("The definition is not valid.");

    private static string Sequence(int activities) => Definition(
        $$"""{ "id": "all", "type": "Elsa.Sequence", "activities": [{{Lines(activities)}}] }""");

    private static string Flowchart(int activities)
    {
        var connections = Enumerable.Range(0, activities - 1).Select(index => string.Create(
            CultureInfo.InvariantCulture,
            $$"""{ "source": { "activity": "a{{index}}", "port": "Done" }, "target": { "activity": "a{{index + 1}}" } }"""));
        return Definition(
            $$"""{ "id": "all", "type": "Elsa.Flowchart", "activities": [{{Lines(activities)}}], "connections": [{{string.Join(", ", connections)}}] }""");
    }

    private static string Lines(int activities) => string.Join(", ", Enumerable.Range(0, activities).Select(
        index => string.Create(CultureInfo.InvariantCulture, $$"""{ "id": "a{{index}}", "type": "Elsa.WriteLine", "text": "x" }""")));

    private static string Definition(string root) => $$"""{ "definitionId": "flow", "name": "Flow", "root": {{root}} }""";

    /// <summary>What holds the activities, and what a run of it took, per activity.</summary>
    private sealed class Kind(string name, WorkflowPlan plan)
    {
        private readonly List<double> _times = [];

        public string Name => name;

        public double Median => _times.Order().ElementAt(_times.Count / 2);

        public double Bytes { get; private set; }

        public void Measure(int activities, bool counts)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var begun = Stopwatch.GetTimestamp();
            var result = new LocalRunner(
                [plan],
                new LocalAdapters(new Dictionary<string, Adapters.IAdapter>()),
                new LocalSignals(),
                DateTimeOffset.UnixEpoch)
                .Run(Value.EmptyObject);
            var time = Stopwatch.GetElapsedTime(begun).TotalMicroseconds / activities;
            Bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)activities;
            if (result.Status != LocalStatus.Finished || result.Lines.Count != activities)
                throw new InvalidOperationException("It did not finish.");
            if (counts)
                _times.Add(time);
        }
    }
}
