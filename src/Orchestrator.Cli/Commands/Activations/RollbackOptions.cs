using System.CommandLine;
using Orchestrator.Cli.Arguments;
using Orchestrator.V1;

namespace Orchestrator.Cli.Commands.Activations;

/// <summary>The arguments and options of rollback.</summary>
internal sealed class RollbackOptions
{
    private readonly Argument<string> _name = Symbols.ActivationName();
    private readonly DecisionOptions _decision = new();
    private readonly Option<string?> _etag = Symbols.Etag();
    private readonly Option<string?> _backTo = Symbols.Text(
        "--back-to", "STEP", "Undo only what came after this step, and hold [default: undo everything]");

    private readonly Option<bool> _force = new("--force")
    {
        Description = "Pass a soft point of no return, at its penalty",
    };

    private readonly Option<string?> _planHash = Symbols.Text(
        "--plan-hash", "HASH", "Of a plan that was looked at already: it is not shown again");

    public Option<bool> Yes { get; } = new("--yes", "-y") { Description = "Do not ask" };

    public Option<string?> RequestId { get; } = Symbols.RequestId();

    public IEnumerable<Symbol> All =>
        [_name, .. _decision.All, _backTo, _force, Yes, RequestId, _etag, _planHash];

    /// <summary>The request as far as the command line gives it.</summary>
    public RollbackActivationRequest Read(ParseResult parsed) => new()
    {
        Name = Names.Activation(parsed.GetRequiredValue(_name)),
        Decision = _decision.Read(parsed),
        BackToStep = parsed.GetValue(_backTo) ?? "",
        Force = parsed.GetValue(_force),
        Etag = parsed.GetValue(_etag) ?? "",
        PlanHash = parsed.GetValue(_planHash) ?? "",
    };
}
