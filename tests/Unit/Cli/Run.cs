extern alias cli;

using cli::Orchestrator.Cli;
using cli::Orchestrator.Cli.Connection;

namespace Orchestrator.Tests.Unit.Cli;

/// <summary>What a run of the program gave.</summary>
internal sealed record Run(int ExitCode, string Output, string Error)
{
    /// <summary>Runs it against a server, where no terminal is.</summary>
    public static Task<Run> Of(ScriptedServer server, params string[] arguments) =>
        Of(server, world => world, arguments);

    /// <summary>Runs it in other surroundings.</summary>
    public static async Task<Run> Of(
        ScriptedServer server, Func<Surroundings, Surroundings> change, params string[] arguments)
    {
        var output = new StringWriter { NewLine = "\n" };
        var error = new StringWriter { NewLine = "\n" };
        var world = new Surroundings
        {
            Output = output,
            Error = error,
            Input = new StringReader(""),
            Width = 120,
            Time = new HastyTime(),
            UserName = "ann",
            Connect = _ => new ServerConnection(server),
        };
        var code = await CommandLine.RunAsync(arguments, change(world));
        return new(code, Plain(output), Plain(error));
    }

    // A table fills its cells with spaces: what a person sees counts.
    private static string Plain(StringWriter writer) =>
        string.Join('\n', writer.ToString().Split('\n').Select(line => line.TrimEnd())).TrimEnd('\n');
}
