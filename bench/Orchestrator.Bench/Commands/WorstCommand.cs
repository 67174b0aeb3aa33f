using System.CommandLine;
using System.Diagnostics;
using Orchestrator.Bench.Scripts;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Expressions.JavaScript;
using Orchestrator.Core.Expressions.Liquid;
using Spectre.Console;

namespace Orchestrator.Bench.Commands;

/// <summary><c>worst</c>: how long a script can hold up the loop that it runs in, whatever it does.</summary>
internal static class WorstCommand
{
    public static Command Create()
    {
        var rows = new Option<int>("--rows")
        {
            Description = "How many are shown, the longest first.",
            DefaultValueFactory = _ => 12,
        };
        var command = new Command(
            "worst", "Scripts that do as much as they may: the longest time until they are stopped.") { rows };
        command.SetAction(parsed => Run(parsed.GetValue(rows)));
        return command;
    }

    private static void Run(int rows)
    {
        var scripts = new JavaScriptLanguage();
        var templates = new LiquidLanguage();
        var measured = WorstScripts.Programs.Select(script => (Script: script, Result: Measure(scripts.Parse(script))))
            .Concat(WorstScripts.Templates.Select(text => (Script: text, Result: Measure(templates.Parse(text)))))
            .OrderByDescending(one => one.Result.Time)
            .ToArray();
        var table = Printed.Table($"worst of {measured.Length} scripts", "ms of processor", "stopped by");
        foreach (var (script, (time, reason)) in measured.Take(rows))
        {
            table.AddRow(
                Markup.Escape(script.Length <= 50 ? script : "..." + script[^47..]),
                Printed.Number(time.TotalMilliseconds, "n0"),
                Markup.Escape(reason.Length <= 40 ? reason : reason[..37] + "..."));
        }

        Printed.Write(table);
    }

    /// <summary>The second run counts: the first one is the compiler's.</summary>
    private static (TimeSpan Time, string Reason) Measure(IScript program)
    {
        _ = Once(program);
        return Once(program);
    }

    /// <summary>Processor time, and not the clock's: other work on the machine does not count.</summary>
    private static (TimeSpan Time, string Reason) Once(IScript program)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        try
        {
            program.Run(new ScriptScope());
            return (TimeSpan.Zero, "it ended");
        }
        catch (ExpressionFailedException stopped)
        {
            process.Refresh();
            return (process.TotalProcessorTime - before, stopped.Message);
        }
    }
}
