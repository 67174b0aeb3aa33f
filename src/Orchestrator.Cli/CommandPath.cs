using System.CommandLine.Parsing;

namespace Orchestrator.Cli;

/// <summary>A command as it is typed.</summary>
internal static class CommandPath
{
    /// <summary>What it is installed as, however this process was started.</summary>
    public const string Program = "orchestrator";

    public static string Of(CommandResult result)
    {
        var names = new Stack<string>();
        for (var command = result; command.Parent is CommandResult parent; command = parent)
        {
            names.Push(command.Command.Name);
        }

        names.Push(Program);
        return string.Join(' ', names);
    }
}
