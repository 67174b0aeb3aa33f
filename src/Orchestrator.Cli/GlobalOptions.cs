using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.Cli.Connection;

namespace Orchestrator.Cli;

/// <summary>The options that every command has.</summary>
internal sealed class GlobalOptions
{
    public const string ServerVariable = "ORCHESTRATOR_SERVER";

    private readonly Option<string?> _server = new("--server")
    {
        Description = $"The server's gRPC address [env: {ServerVariable}; default: {Endpoint.DefaultAddress}]",
        HelpName = "ADDRESS",
        Recursive = true,
    };

    private readonly Option<string?> _authority = new("--ca")
    {
        Description = "PEM certificates to trust instead of the system's, for https addresses",
        HelpName = "FILE",
        Recursive = true,
    };

    private readonly Option<string?> _caller = new("--caller")
    {
        Description = "Who asks, for the record and for request ids [default: your user name]",
        HelpName = "NAME",
        Recursive = true,
    };

    private readonly Option<string?> _timeout = new("--timeout")
    {
        Description = "The longest wait for an answer: 30s, 5m [default: 30s; watch: no limit]",
        HelpName = "TIME",
        Recursive = true,
    };

    private readonly Option<bool> _json = new("--json")
    {
        Description = "For programs: one JSON document, or one a line for events; errors too",
        Recursive = true,
    };

    public IReadOnlyList<Option> All => [_server, _authority, _caller, _timeout, _json];

    public bool WantsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <exception cref="UsageException">A value makes no sense.</exception>
    public GlobalValues Read(ParseResult parsed, Surroundings world)
    {
        var server = parsed.GetValue(_server) ?? NullIfEmpty(world.Variable(ServerVariable)) ?? Endpoint.DefaultAddress;
        var timeout = parsed.GetValue(_timeout) is { } text ? Durations.Parse(text) : (TimeSpan?)null;
        if (timeout == TimeSpan.Zero) throw new UsageException("--timeout must be longer than nothing.");

        return new GlobalValues(
            Endpoint.Parse(server, parsed.GetValue(_authority)),
            Caller(parsed.GetValue(_caller), world.UserName),
            parsed.GetValue(_json),
            timeout);
    }

    private static string Caller(string? given, string user)
    {
        if (given is null) return string.Concat(user.Select(letter => IsPrintable(letter) ? letter : '?'));
        return given.Length > 0 && given.All(IsPrintable)
            ? given
            : throw new UsageException("--caller must be one or more printable ASCII characters.");
    }

    private static bool IsPrintable(char letter) => letter is >= ' ' and <= '~';

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
