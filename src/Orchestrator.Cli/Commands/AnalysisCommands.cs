using System.CommandLine;
using Orchestrator.Cli.Commands.Analysis;

namespace Orchestrator.Cli.Commands;

/// <summary>orchestrator analysis ...</summary>
internal static class AnalysisCommands
{
    public static Command Create(CommandLine line)
    {
        var command = new Command("analysis", "Tells what goes wrong, how long it takes, and which promises are kept.");
        command.Subcommands.Add(AnalysisCommand.Create(
            line,
            "failures",
            "What failed: for good, and what was tried again.",
            "step, adapter, operation, code, product, channel, week, workflow, action [default: step,adapter,code]",
            hasAdapter: true,
            async (session, scope, call) => (await session.Analysis.AnalyzeFailuresAsync(new() { Scope = scope }, call)).Table));
        command.Subcommands.Add(AnalysisCommand.Create(
            line,
            "durations",
            "How long steps take: the median, and what 95 of 100 do not exceed.",
            "step, adapter, operation, product, channel, week, workflow, action [default: "
                + "workflow,step,adapter,operation]",
            hasAdapter: true,
            async (session, scope, call) => (await session.Analysis.AnalyzeDurationsAsync(new() { Scope = scope }, call)).Table));
        command.Subcommands.Add(AnalysisCommand.Create(
            line,
            "rollbacks",
            "What was rolled back, withdrawn or abandoned, and why.",
            "cause, step, adapter, operation, code, actor, reason, product, channel, week, workflow, action [default: "
                + "cause,step,code]",
            hasAdapter: true,
            async (session, scope, call) => (await session.Analysis.AnalyzeRollbacksAsync(new() { Scope = scope }, call)).Table));
        command.Subcommands.Add(AnalysisCommand.Create(
            line,
            "promises",
            "Due times kept and missed.",
            "product, week, channel, workflow, action [default: product,week]",
            hasAdapter: false,
            async (session, scope, call) => (await session.Analysis.AnalyzePromisesAsync(new() { Scope = scope }, call)).Table));
        return command;
    }
}
