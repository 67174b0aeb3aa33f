using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.Server.Grpc.Activations;
using Orchestrator.Server.Grpc.Checks;

namespace Orchestrator.Server.Generated;

/// <summary>Inputs that several workflows declare between them.</summary>
/// <param name="Declared">All of them; a name may come more than once.</param>
/// <param name="TakesOthers">Whether one of the workflows declares nothing, and so takes whatever comes.</param>
internal sealed record DeclaredInputs(IReadOnlyList<InputDeclaration> Declared, bool TakesOthers)
{
    /// <summary>What was given, as the declarations have it; everything that is wrong with it is told.</summary>
    public Value Check(Value given, Violations violations) => Value.Object(
        [.. given.Members.Select(member => (member.Name, Check(member.Name, member.Value, violations)))]);

    private Value Check(string name, Value value, Violations violations)
    {
        var declared = Declared.Where(input => input.Name == name).ToArray();
        if (declared.Length == 0 && !TakesOthers)
            violations.Add($"input.{name}", "is not an input of the workflow.");
        if (value.IsNull || declared.Length == 0)
            return value;
        if (declared.Select(input => InputType.Flaw(input.Type, value)).FirstOrDefault(flaw => flaw is not null) is not { } flaw)
            return declared[0].Type.Convert(value);

        violations.Add($"input.{name}", flaw);
        return value;
    }
}
