using System.CommandLine;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.Cli.Arguments;

namespace Orchestrator.Cli.Commands;

/// <summary>orchestrator sandbox ...: reads the sandbox's file, and needs no server.</summary>
internal static class SandboxCommands
{
    public static Command Create(CommandLine line)
    {
        var command = new Command("sandbox", "Looks into the world that the sandbox adapters keep.");
        command.Subcommands.Add(Dump(line));
        return command;
    }

    private static Command Dump(CommandLine line)
    {
        var data = Symbols.Text("--data", "DIR", "The server's data folder [default: ./data]");
        var file = Symbols.Text("--file", "FILE", "The sandbox's file itself [default: sandbox.db in the data folder]");
        var calls = new Option<bool>("--calls") { Description = "With the record of all calls, their keys and times" };
        return line.Define(
            "dump",
            "Prints the sandbox's world, sorted: what the adapters made, and what is left of it.",
            [data, file, calls],
            (parsed, session, _) =>
            {
                var path = parsed.GetValue(file) ?? Path.Combine(parsed.GetValue(data) ?? "data", "sandbox.db");
                Write(path, session, parsed.GetValue(calls));
                return Task.FromResult(ExitCode.Ok);
            });
    }

    private static void Write(string path, Session session, bool calls)
    {
        try
        {
            SandboxDump.Write(path, session.World.Output, session.WantsJson, calls);
        }
        catch (FileNotFoundException)
        {
            throw new UsageException(
                $"There is no sandbox at '{Path.GetFullPath(path)}'. Name the server's data folder with --data.");
        }
        catch (InvalidOperationException error)
        {
            throw new UsageException(error.Message);
        }
    }
}
