using System.Collections.Immutable;

namespace Orchestrator.Core.Workflows.Reading;

/// <summary>The variables that an activity sees: its own container's, then those further out.</summary>
internal sealed class VariableScope(VariableScope? outer, ImmutableArray<VariableDeclaration> variables)
{
    /// <summary>By id, as Elsa finds them; else by name, innermost first.</summary>
    public VariableDeclaration? Find(string? id, string? name) =>
        (id is null ? null : ById(id)) ?? (name is null ? null : ByName(name));

    public VariableDeclaration? ById(string id)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            foreach (var variable in scope.Own)
            {
                if (variable.Id == id)
                    return variable;
            }
        }

        return null;
    }

    public VariableDeclaration? ByName(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            foreach (var variable in scope.Own)
            {
                if (string.Equals(variable.Name, name, StringComparison.OrdinalIgnoreCase))
                    return variable;
            }
        }

        return null;
    }

    public IEnumerable<VariableDeclaration> All()
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            foreach (var variable in scope.Own)
                yield return variable;
        }
    }

    private VariableScope? Outer => outer;

    private ImmutableArray<VariableDeclaration> Own => variables;
}
