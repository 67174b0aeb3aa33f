using System.CommandLine;
using Google.Protobuf.WellKnownTypes;

namespace Orchestrator.Cli.Arguments;

/// <summary>An object given member by member, as a file, or both: what is given singly wins.</summary>
/// <param name="name">The option without its dashes: input gives --input and --input-file.</param>
/// <param name="what">What the object is, for the help.</param>
internal sealed class StructOptions(string name, string what)
{
    private readonly Option<string[]> _members = new($"--{name}")
    {
        Description = $"A value of {what}; JSON where it is JSON, else text. May be repeated",
        HelpName = "NAME=VALUE",
    };

    private readonly Option<string?> _file = new($"--{name}-file")
    {
        Description = $"All of {what}, as a JSON object in a file; - reads standard input",
        HelpName = "FILE",
    };

    public IEnumerable<Symbol> All => [_members, _file];

    /// <summary>The object, or null where neither option was given.</summary>
    public async Task<Struct?> ReadAsync(ParseResult parsed, TextReader input, CancellationToken cancellation)
    {
        var pairs = Pairs.Parse(parsed.GetValue(_members) ?? [], $"--{name}");
        var file = parsed.GetValue(_file);
        if (pairs.Count == 0 && file is null) return null;

        var whole = file is null
            ? new Struct()
            : JsonValues.ObjectFrom(await TextSource.ReadAsync(file, input, cancellation), $"--{name}-file");
        foreach (var (member, text) in pairs) whole.Fields[member] = JsonValues.FromArgument(text);
        return whole;
    }
}
