using System.CommandLine;
using System.Diagnostics;
using Orchestrator.Bench.Scripts;
using Orchestrator.Core.Expressions.JavaScript;
using Spectre.Console;

namespace Orchestrator.Bench.Commands;

/// <summary><c>script</c>: JavaScript expressions, parsed once and evaluated many times.</summary>
internal static class ScriptCommand
{
    private const int Round = 1_000;

    private static readonly string[] Scripts =
    [
        "getX() > 100",
        "getX() * 2 + variables.Y",
        "`Hello ${getName()}, ${getX()}`",
        "getOrder().lines.filter(line => line.count > 1).map(line => line.sku).join(',')",
        "let sum = 0; for (let i = 0; i < 100; i++) sum += i; return sum",
        "JSON.stringify(getOrder())",
    ];

    public static Command Create()
    {
        var seconds = new Option<double>("--seconds")
        {
            Description = "How long each row is measured.",
            DefaultValueFactory = _ => 1,
        };
        var command = new Command(
            "script", "JavaScript expressions, once parsed: time and memory of one evaluation.") { seconds };
        command.SetAction(parsed => Run(TimeSpan.FromSeconds(parsed.GetValue(seconds))));
        return command;
    }

    private static void Run(TimeSpan time)
    {
        var table = Printed.Table("script", "parse µs", "µs", "µs, p99", "bytes");
        foreach (var script in Scripts)
            Add(table, script, time);
        Printed.Write(table);
    }

    private static void Add(Table table, string script, TimeSpan time)
    {
        var language = new JavaScriptLanguage();
        var scope = new ScriptScope();
        _ = Rounds(() => language.Parse(script), time / 4);
        var parsing = Rounds(() => language.Parse(script), time / 4);
        var program = language.Parse(script);
        _ = Rounds(() => program.Run(scope), time);
        var rounds = Rounds(() => program.Run(scope), time);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var run = 0; run < Round; run++)
            program.Run(scope);
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Round;
        table.AddRow(
            Markup.Escape(script.Length <= 60 ? script : script[..57] + "..."),
            Printed.Number(parsing[parsing.Count / 2], "n1"),
            Printed.Number(rounds[rounds.Count / 2], "n2"),
            Printed.Number(rounds[(int)(rounds.Count * 0.99)], "n2"),
            Printed.Number(bytes, "n0"));
    }

    /// <summary>Microseconds of one, of a thousand each, sorted.</summary>
    private static List<double> Rounds(Action action, TimeSpan time)
    {
        var rounds = new List<double>();
        for (var begun = Stopwatch.GetTimestamp(); rounds.Count < 5 || Stopwatch.GetElapsedTime(begun) < time;)
        {
            var one = Stopwatch.GetTimestamp();
            for (var run = 0; run < Round; run++)
                action();
            rounds.Add(Stopwatch.GetElapsedTime(one).TotalMicroseconds / Round);
        }

        rounds.Sort();
        return rounds;
    }
}
