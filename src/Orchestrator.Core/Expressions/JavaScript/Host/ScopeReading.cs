using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Core.Expressions.JavaScript.Host;

/// <summary>What scripts read of their scope, by the names that they use.</summary>
internal static class ScopeReading
{
    /// <summary>By its name, or its name in PascalCase; innermost first.</summary>
    public static VariableDeclaration? FindVariable(IScope scope, string name)
    {
        foreach (var variable in scope.Variables)
        {
            if (AccessorName.Matches(variable.Name, name))
                return variable;
        }

        return null;
    }

    /// <summary>The X of getX() where it is no variable: an input, or else getOutputFromActivity's output.</summary>
    /// <returns>Whether there can be one; its value is null where there is none yet.</returns>
    public static bool TryAccess(IScope scope, string accessed, out Value? value)
    {
        if (TryInput(scope, accessed, out var input))
        {
            value = input;
            return true;
        }

        value = null;
        var known = false;
        foreach (var (output, activity) in AccessorName.Outputs(accessed))
        {
            known = true;
            if (!scope.TryGetOutput(activity, out var given))
                continue;

            value = Member(given, output);
            return true;
        }

        return known;
    }

    /// <summary>
    /// An activity's output; of an object, the named member where it has one. Null where there is none.
    /// </summary>
    public static Value? Output(IScope scope, string activity, string? name) =>
        scope.TryGetOutput(activity, out var output) ? Member(output, name) : default(Value?);

    private static Value Member(Value output, string? name) =>
        string.IsNullOrEmpty(name) ? output
            : output.Members.TryGet(name, out var member) ? member
            : output.Members.TryGet(AccessorName.CamelCase(name), out member) ? member
            : output;

    private static bool TryInput(IScope scope, string accessed, out Value value)
    {
        if (scope.TryGetInput(accessed, out value) || scope.TryGetInput(AccessorName.CamelCase(accessed), out value))
            return true;

        foreach (var (name, given) in scope.Inputs)
        {
            if (!AccessorName.MatchesInput(name, accessed))
                continue;

            value = given;
            return true;
        }

        return false;
    }
}
