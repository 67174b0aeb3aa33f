namespace Orchestrator.Core.Expressions.Liquid;

/// <summary>What a template is seen to read by name.</summary>
internal sealed class UsedNames
{
    private readonly SortedSet<string> _variables = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _inputs = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Variables => _variables;

    public IReadOnlyCollection<string> Inputs => _inputs;

    /// <summary>Whether it reads variables by names that are only known when it runs.</summary>
    public bool AnyVariable { get; private set; }

    /// <param name="root">What the path begins with.</param>
    /// <param name="member">The first member; null where it is computed, or there is none.</param>
    public void Note(string root, string? member)
    {
        if (root == Globals.Variables)
        {
            AnyVariable |= member is null;
            if (member is not null)
                _variables.Add(member);
        }
        else if (root == Globals.Input && member is not null)
        {
            _inputs.Add(member);
        }
    }
}
