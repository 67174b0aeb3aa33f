using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Engine.Expressions;

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

    /// <summary>The X of getX(): a variable, or else an input, or else getOutputFromActivity's output.</summary>
    public static bool TryAccess(IScope scope, string accessed, out Js value)
    {
        if (FindVariable(scope, accessed) is { } variable)
        {
            value = scope.Get(variable);
            return true;
        }

        if (TryInput(scope, accessed, out value))
            return true;

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

    public static Js Input(IScope scope, string name) =>
        scope.TryGetInput(name, out var value) ? value : Js.Undefined;

    /// <summary>An activity's output; of an object, the named member where it has one.</summary>
    public static Js Output(IScope scope, string activity, string? name) =>
        scope.TryGetOutput(activity, out var output) ? Member(output, name) : Js.Undefined;

    private static Value Member(Value output, string? name) =>
        string.IsNullOrEmpty(name) ? output
            : output.Members.TryGet(name, out var member) ? member
            : output.Members.TryGet(AccessorName.CamelCase(name), out member) ? member
            : output;

    private static bool TryInput(IScope scope, string accessed, out Js value)
    {
        value = Js.Undefined;
        foreach (var spelling in new[] { accessed, AccessorName.CamelCase(accessed) })
        {
            if (scope.TryGetInput(spelling, out var found))
            {
                value = found;
                return true;
            }
        }

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
