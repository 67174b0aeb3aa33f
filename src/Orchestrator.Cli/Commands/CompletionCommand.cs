using System.CommandLine;
using System.Text.Json;
using Orchestrator.Cli.Completion;

namespace Orchestrator.Cli.Commands;

/// <summary>orchestrator completion SHELL: what to load into a shell so that the tab key completes.</summary>
internal static class CompletionCommand
{
    public static Command Create(CommandLine line)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong([.. CompletionScripts.Shells]);
        return line.Define(
            "completion",
            "Prints a shell's completion script. For bash: eval \"$(orchestrator completion bash)\".",
            [shell],
            (parsed, session, _) =>
            {
                var name = parsed.GetRequiredValue(shell);
                var script = CompletionScripts.For(name);
                session.World.Output.Write(session.WantsJson
                    ? $$"""{"shell":"{{name}}","script":{{JsonSerializer.Serialize(script)}}}""" + "\n"
                    : script);
                return Task.FromResult(ExitCode.Ok);
            });
    }
}
