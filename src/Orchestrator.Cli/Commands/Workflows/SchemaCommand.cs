using System.CommandLine;
using Orchestrator.Core.Workflows.Schema;
using Orchestrator.Engine.Expressions;

namespace Orchestrator.Cli.Commands.Workflows;

/// <summary>orchestrator workflow schema: what editors need, without a server.</summary>
internal static class SchemaCommand
{
    public static Command Create(CommandLine line) => line.Define(
        "schema",
        "Prints the JSON Schema of workflow definitions, for editors: every activity, its inputs and outcomes.",
        [],
        async (_, session, _) =>
        {
            var languages = ScriptLanguages.All.Select(language => language.Name);
            await session.World.Output.WriteAsync(WorkflowSchema.Generate(languages));
            return ExitCode.Ok;
        });
}
