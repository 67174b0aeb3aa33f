using System.Collections.Immutable;
using Orchestrator.Core.Expressions;

namespace Orchestrator.Core.Workflows.Reading;

/// <summary>The variables that an activity sees: its own container's, then those further out.</summary>
internal sealed class VariableScope(VariableScope? outer, ImmutableArray<VariableDeclaration> variables)
{
    private readonly Lazy<Dictionary<string, VariableDeclaration>> _ids = new(
        () => variables.ToDictionary(variable => variable.Id, StringComparer.Ordinal), isThreadSafe: false);

    private readonly Lazy<Dictionary<string, VariableDeclaration>> _names = new(
        () => Named(variables), isThreadSafe: false);

    public VariableDeclaration? ById(string id) =>
        _ids.Value.GetValueOrDefault(id) ?? outer?.ById(id);

    /// <summary>By its name, or by the X of getX.</summary>
    public VariableDeclaration? ByName(string name) =>
        _names.Value.GetValueOrDefault(name) ?? outer?.ByName(name);

    public IEnumerable<VariableDeclaration> All() => outer is null ? variables : variables.Concat(outer.All());

    private static Dictionary<string, VariableDeclaration> Named(ImmutableArray<VariableDeclaration> variables)
    {
        var names = new Dictionary<string, VariableDeclaration>(StringComparer.Ordinal);
        foreach (var variable in variables)
        {
            names.TryAdd(variable.Name, variable);
            names.TryAdd(AccessorName.Of(variable.Name), variable);
        }

        return names;
    }
}
