using Orchestrator.Core.Sagas;

namespace Orchestrator.Engine.Telemetry;

/// <summary>An activation in a log line: its text is made only where the line is written.</summary>
internal readonly record struct ActivationName(long Id)
{
    public static implicit operator ActivationName(long id) => new(id);

    public override string ToString() => ActivationId.ToText(Id);
}
