using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Activities;

/// <summary>
/// Elsa.RunJavaScript: its result is the script's value; setOutcome and setOutcomes choose the outcomes by which it
/// ends.
/// </summary>
/// <param name="header">What every activity has.</param>
/// <param name="script">The program, or what gives its text; null for none.</param>
public sealed class RunJavaScript(ActivityHeader header, Expression? script) : Activity(header)
{
    private static readonly string[] Done = ["Done"];

    public Expression? Script => script;

    public override bool HasOutput => true;

    internal override void Run(Burst burst, Turn turn)
    {
        IReadOnlyList<string>? outcomes = null;
        if (script is not null && !burst.TryRunScript(script, this, turn.Parent, out outcomes))
            return;

        burst.End(this, turn.Parent, outcomes ?? Done);
    }
}
