extern alias cli;

using System.CommandLine;
using cli::Orchestrator.Cli;
using cli::Orchestrator.Cli.Connection;
using Orchestrator.Tests.Unit.Architecture;

namespace Orchestrator.Tests.Unit.Cli;

public sealed class HelpTests
{
    [Theory]
    [InlineData]
    [InlineData("activation", "rollback")]
    [InlineData("workflow", "graph")]
    public async Task Help_ends_with_what_the_exit_codes_mean(params string[] command)
    {
        var run = await Run.Of(new ScriptedServer(), [.. command, "--help"]);

        Assert.Equal(0, run.ExitCode);
        Assert.EndsWith(ExitCode.Help.TrimEnd('\n'), run.Output);
    }

    [Fact]
    public void The_document_tells_every_command_option_and_exit_code()
    {
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "cli.md"));

        var root = new CommandLine(World()).Build();

        Assert.All(Commands(root, "orchestrator"), command => Assert.Contains(command, document));
        Assert.All(Options(root), option => Assert.Contains($"`{option}", document));
        Assert.All(ExitCode.All, code => Assert.Contains($"| {code.Code} | {code.Meaning} |", document));
    }

    [Theory]
    [InlineData("act", "activation")]
    [InlineData("activation ", "cancel get hold list plan release resolve rollback signal start watch")]
    [InlineData("activation start --action pro", "provision deprovision")]
    [InlineData("activation list --state rol", "rolled-back rolling-back")]
    [InlineData("activation resolve 7f3a --decision r", "retry roll-back")]
    [InlineData("cluster ", "drain nodes shards undrain")]
    [InlineData("adapters ", "hold list release show")]
    [InlineData("service ", "get list resolve resources")]
    [InlineData("service list --state te", "teardown-incomplete terminated")]
    [InlineData("customer ", "contact payment timeline")]
    [InlineData("workflow graph x.json --format s", "svg ascii")]
    [InlineData("completion ", "bash fish zsh")]
    public async Task The_shell_is_told_what_may_come_next(string line, string expected)
    {
        var run = await Run.Of(new ScriptedServer(), $"[suggest:{line.Length}]", line);

        Assert.Equal(
            expected.Split(' '), run.Output.Split('\n').Where(word => !word.StartsWith('-') && !word.StartsWith('/')));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task A_completion_script_asks_the_program_itself(string shell)
    {
        var run = await Run.Of(new ScriptedServer(), "completion", shell);

        Assert.Contains("[suggest:", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    private static IEnumerable<string> Commands(Command command, string path) => command.Subcommands.Count == 0
        ? [path]
        : command.Subcommands.SelectMany(inner => Commands(inner, $"{path} {inner.Name}"));

    private static IEnumerable<string> Options(Command command) => command.Options
        .Select(option => option.Name)
        .Concat(command.Subcommands.SelectMany(Options))
        .Distinct();

    private static Surroundings World() => new()
    {
        Output = TextWriter.Null,
        Error = TextWriter.Null,
        Input = TextReader.Null,
        UserName = "ann",
        Connect = _ => new ServerConnection(new ScriptedServer()),
    };
}
