using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;
using Action = Orchestrator.V1.Action;

namespace Orchestrator.Cli.Commands.Analysis;

/// <summary>What is counted, and by what; all that is given must hold.</summary>
internal sealed class ScopeOptions
{
    private readonly Option<string?> _since = Symbols.Text(
        "--since", "TIME", "Activations created since then: 30d for the last thirty days, or a point in time "
            + "[default: 30d]");

    private readonly Option<string?> _until = Symbols.Text("--until", "TIME", "And before that [default: now]");
    private readonly Option<string?> _by;
    private readonly Option<string?> _product = Symbols.Text("--product", "ID", "Of this product");
    private readonly Option<string?> _workflow = Symbols.Text("--workflow", "ID", "Of this workflow, in any version");
    private readonly Option<string?> _adapter = Symbols.Text("--adapter", "NAME", "What happened at this adapter");
    private readonly Option<Action> _action = Symbols.Enum<Action>("--action", "ACTION", "That do this");
    private readonly Option<Channel> _channel = Symbols.Enum<Channel>("--channel", "CHANNEL", "Asked for in this way");
    private readonly Option<int> _rows = new("--rows")
    {
        Description = "At most so many rows, 10000 at most [default: 1000]",
        HelpName = "N",
    };

    private readonly bool _hasAdapter;

    /// <param name="groups">What it may be grouped by, in words.</param>
    /// <param name="hasAdapter">Whether what happened, happened at an adapter.</param>
    public ScopeOptions(string groups, bool hasAdapter)
    {
        _by = Symbols.Text("--by", "WORDS", $"Groups, with commas between: of {groups}");
        _hasAdapter = hasAdapter;
    }

    public IEnumerable<Symbol> All => _hasAdapter
        ? [_since, _until, _by, _product, _workflow, _adapter, _action, _channel, _rows]
        : [_since, _until, _by, _product, _workflow, _action, _channel, _rows];

    /// <exception cref="UsageException">A time makes no sense.</exception>
    public AnalysisScope Read(ParseResult parsed, TimeProvider time)
    {
        var scope = new AnalysisScope
        {
            StartTime = parsed.GetValue(_since) is { } since ? Since(since, time) : null,
            EndTime = parsed.GetValue(_until) is { } until ? Moments.Parse(until, time) : null,
            Product = parsed.GetValue(_product) ?? "",
            Workflow = Names.Workflow(parsed.GetValue(_workflow) ?? ""),
            Adapter = _hasAdapter ? Names.Short(parsed.GetValue(_adapter) ?? "") : "",
            Action = parsed.GetValue(_action),
            Channel = parsed.GetValue(_channel),
            RowLimit = parsed.GetValue(_rows),
        };
        scope.GroupBy.AddRange((parsed.GetValue(_by) ?? "").Split(
            ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return scope;
    }

    private static Timestamp Since(string text, TimeProvider time) => Durations.TryParse(text, out var length)
        ? Timestamp.FromDateTimeOffset(time.GetUtcNow() - length)
        : Moments.Parse(text, time);
}
