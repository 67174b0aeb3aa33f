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
        var activities = new Option<int>("--activities") { Description = "One after the other.", DefaultValueFactory = _ => 1_000 };
        var rounds = new Option<int>("--rounds") { Description = "Runs of each, of which the median counts.", DefaultValueFactory = _ => 200 };
        var command = new Command("flow", "Activities one after the other, without steps: a sequence, and flowcharts.") { activities, rounds };
        command.SetAction(parsed => Run(parsed.GetValue(activities), parsed.GetValue(rounds)));
        return command;
    }

    private static void Run(int activities, int rounds)
    {
        var sequence = Measure(Sequence(activities), usesTokens: false, activities, rounds);
        var table = Printed.Table("flow", "µs per activity", "of a sequence");
        foreach (var (name, time) in new[]
        {
            ("sequence", sequence),
            ("flowchart, by counters", Measure(Flowchart(activities), usesTokens: false, activities, rounds)),
            ("flowchart, by tokens", Measure(Flowchart(activities), usesTokens: true, activities, rounds)),
        })
            table.AddRow(name, Printed.Number(time, "n2"), Printed.Number(time / sequence, "n2"));
        Printed.Write(table);
    }

    private static double Measure(string definition, bool usesTokens, int activities, int rounds)
    {
        var plan = WorkflowReader.Read(definition, Reading with { FlowchartsMoveTokens = usesTokens }, 1).Plan
            ?? throw new InvalidOperationException("The definition is not valid.");
        var times = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var begun = Stopwatch.GetTimestamp();
            var result = new LocalRunner([plan], new LocalAdapters(new Dictionary<string, Adapters.IAdapter>()), new LocalSignals(), DateTimeOffset.UnixEpoch)
                .Run(Value.EmptyObject);
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMicroseconds / activities);
            if (result.Status != LocalStatus.Finished || result.Lines.Count != activities)
                throw new InvalidOperationException("It did not finish.");
        }

        times.Sort();
        return times[times.Count / 2];
    }

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
}
