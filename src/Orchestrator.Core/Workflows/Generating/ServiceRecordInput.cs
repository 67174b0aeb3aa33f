using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows.Generating;

/// <summary>
/// The input in which a generated workflow is told what is recorded of its service. What differs from service to
/// service is in it, and not in the definition: so services of one shape share one version. Whoever orders does not
/// give it, and the service does not keep it.
/// </summary>
public static class ServiceRecordInput
{
    public const string Name = "serviceRecord";

    /// <summary>Outputs of steps that are done already, by step id.</summary>
    public const string Kept = "kept";

    /// <summary>By the id of the generated step: input, undoes and lane of its call; a list of them for a loop.</summary>
    public const string Calls = "calls";

    /// <summary>An order's input without it.</summary>
    public static Value Without(Value input) => input[Name].IsNull
        ? input
        : Value.Object([.. input.Members.Where(member => member.Name != Name)]);

    /// <summary>What the input gets for a definition.</summary>
    public static Value Of(GeneratedDefinition made) => Value.Object((Kept, made.Kept), (Calls, made.Calls));

    /// <summary>An order's input with it.</summary>
    public static Value With(Value input, Value record) => input.OverlaidWith(Value.Object((Name, record)));
}
