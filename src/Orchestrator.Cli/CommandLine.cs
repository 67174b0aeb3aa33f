using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Grpc.Core;
using Orchestrator.Cli.Commands;
using Orchestrator.Cli.Errors;
using Orchestrator.Cli.Pages;

namespace Orchestrator.Cli;

/// <summary>The program: its commands, and the one way in which each of them runs and fails.</summary>
internal sealed class CommandLine(Surroundings world)
{
    private readonly GlobalOptions _global = new();

    /// <summary>Runs one command line.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, Surroundings world, CancellationToken cancellation = default)
    {
        var line = new CommandLine(world);
        var parsed = line.Build().Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction usage) return await line.ExplainUsageAsync(parsed, usage, cancellation);

        var invocation = new InvocationConfiguration
        {
            Output = world.Output,
            Error = world.Error,
            EnableDefaultExceptionHandler = false,
        };
        return await parsed.InvokeAsync(invocation, cancellation);
    }

    /// <summary>All commands.</summary>
    public RootCommand Build()
    {
        var root = new RootCommand("Starts, watches, repairs and rolls back activations of customers' services.");
        foreach (var option in _global.All) root.Options.Add(option);
        root.Subcommands.Add(ActivationCommands.Create(this));
        root.Subcommands.Add(EventCommands.Create(this));
        root.Subcommands.Add(ServiceCommands.Create(this));
        root.Subcommands.Add(CustomerCommands.Create(this));
        root.Subcommands.Add(ProductCommands.Create(this));
        root.Subcommands.Add(WorkflowCommands.Create(this));
        root.Subcommands.Add(AdapterCommands.Create(this));
        root.Subcommands.Add(AuditCommands.Create(this));
        root.Subcommands.Add(AnalysisCommands.Create(this));
        root.Subcommands.Add(ClusterCommands.Create(this));
        root.Subcommands.Add(SandboxCommands.Create(this));
        root.Subcommands.Add(DemoCommands.Create(this));
        root.Subcommands.Add(CompletionCommand.Create(this));

        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExitCodes((HelpAction)help.Action!);
        return root;
    }

    /// <summary>A command that does something.</summary>
    /// <param name="name">What is typed.</param>
    /// <param name="description">What it does, in one sentence.</param>
    /// <param name="symbols">Its arguments and options.</param>
    /// <param name="run">Does it, and says how the program ends.</param>
    internal Command Define(
        string name,
        string description,
        IEnumerable<Symbol> symbols,
        Func<ParseResult, Session, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument) command.Arguments.Add(argument);
            else command.Options.Add((Option)symbol);
        }

        command.SetAction((parsed, cancellation) => GuardAsync(parsed, run, cancellation));
        return command;
    }

    private async Task<int> GuardAsync(
        ParseResult parsed,
        Func<ParseResult, Session, CancellationToken, Task<int>> run,
        CancellationToken cancellation)
    {
        Session? session = null;
        try
        {
            session = new Session(world, _global.Read(parsed, world));
            return await run(parsed, session, cancellation);
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (RpcException error)
        {
            return Explain(ErrorReport.Of(error, session!.Endpoint), parsed, Retry(error, session));
        }
        catch (UsageException error)
        {
            return Explain(LocalError.WrongUsage(error.Message), parsed);
        }
        catch (RefusedException error)
        {
            return Explain(LocalError.Refused(error.Message), parsed);
        }
        catch (IOException error)
        {
            // Also what is left to say when whoever reads the output has gone.
            return Explain(LocalError.Other(error.Message), parsed);
        }
        finally
        {
            session?.Dispose();
        }
    }

    private async Task<int> ExplainUsageAsync(
        ParseResult parsed, ParseErrorAction usage, CancellationToken cancellation)
    {
        if (_global.WantsJson(parsed))
        {
            var message = string.Join(" ", parsed.Errors.Select(error => error.Message));
            return Explain(LocalError.WrongUsage(message), parsed);
        }

        // The parser's own words, with what was perhaps meant; the whole help would push them off the screen.
        usage.ShowHelp = false;
        await parsed.InvokeAsync(
            new InvocationConfiguration { Output = world.Error, Error = world.Error }, cancellation);
        world.Error.WriteLine($"Try '{CommandPath.Of(parsed.CommandResult)} --help'.");
        return ExitCode.WrongUsage;
    }

    private int Explain(ErrorReport report, ParseResult parsed, string? retry = null)
    {
        if (_global.WantsJson(parsed)) world.Error.WriteLine(StatusDetails.ToJson(report.Status));
        else ErrorPage.WriteTo(Session.Errors(world), report, retry);
        return report.ExitCode;
    }

    // An answer that was lost leaves it open whether the change was made; only the same request id makes asking again
    // safe.
    private static string? Retry(RpcException error, Session session) => session.RetryArguments switch
    {
        { } when Unreachable.WasNotSent(error) => "Nothing was sent.",
        { } retry when error.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded =>
            $"In doubt whether it was carried out, send the same again with {retry}: it is done once.",
        _ => null,
    };
}
