using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Activities;

/// <summary>Elsa.WriteLine: a line for people, kept as an event and logged.</summary>
public sealed class WriteLine(ActivityHeader header, Expression text) : Activity(header)
{
    public Expression Text => text;

    internal override void Run(Burst burst, Turn turn)
    {
        if (!burst.TryEvaluate(text, this, turn.Parent, "text", out var line))
            return;

        burst.Emit(new LineWritten(Id, line.AsString ?? ""));
        burst.End(this, turn.Parent);
    }
}
