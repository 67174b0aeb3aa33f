using Orchestrator.Cli.Connection;
using Spectre.Console;

namespace Orchestrator.Cli;

/// <summary>
/// All that a command may touch of the world outside: the terminal, the clock, the environment, the server.
/// </summary>
internal sealed record Surroundings
{
    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    public required TextReader Input { get; init; }

    /// <summary>Whether a person reads the output: colours, and what redraws itself.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Whether a person reads what is said beside the output.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Whether a person can be asked.</summary>
    public bool InputIsTerminal { get; init; }

    /// <summary>Whether a terminal understands control sequences; never used where none is.</summary>
    public AnsiSupport Ansi { get; init; } = AnsiSupport.Detect;

    /// <summary>Columns to write in; what is piped into a file or a program is not cut.</summary>
    public int Width { get; init; } = 1000;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Who runs this, for the server's record.</summary>
    public required string UserName { get; init; }

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> Variable { get; init; } = _ => null;

    public required Func<Endpoint, ServerConnection> Connect { get; init; }

    /// <summary>Those of this process.</summary>
    public static Surroundings OfThisProcess() => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        Input = Console.In,
        OutputIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        InputIsTerminal = !Console.IsInputRedirected,
        Width = Columns(),
        UserName = Environment.UserName,
        Variable = Environment.GetEnvironmentVariable,
        Connect = ServerConnection.Open,
    };

    private static int Columns()
    {
        if (Console.IsOutputRedirected) return 1000;
        return Console.WindowWidth > 0 ? Console.WindowWidth : 80;
    }
}
