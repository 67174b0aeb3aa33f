using Jint.Parser.Ast;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;
using Expression = Jint.Parser.Ast.Expression;

namespace Orchestrator.Engine.Expressions;

/// <summary>Calls of the host's functions with literal arguments.</summary>
internal static class DirectCalls
{
    public static Computation? Compile(string function, IList<Expression> arguments)
    {
        var texts = arguments.Select(argument => (argument as Literal)?.Value as string).ToArray();
        if (texts.Contains(null))
            return null;

        return (function, texts) switch
        {
            ("getVariable", [{ } name]) => scope => Variable(scope, name),
            ("getInput", [{ } name]) => scope => ScopeReading.Input(scope, name),
            ("getOutputFrom", [{ } activity, ..]) => scope => ScopeReading.Output(
                scope, activity, texts.ElementAtOrDefault(1)),
            ("getLastResult", []) => scope => scope.LastResult,
            ("getWorkflowDefinitionId", []) => scope => (Value)scope.Facts.DefinitionId,
            ("getWorkflowDefinitionVersion", []) => scope => (Value)scope.Facts.Version,
            ("getWorkflowInstanceId", []) => scope => (Value)scope.Facts.Activation,
            (_, []) when function.StartsWith(
                "get", StringComparison.Ordinal) && HostNames.AccessedBy(function) is { } accessed =>
                scope => ScopeReading.TryAccess(scope, accessed, out var value)
                    ? value
                    : throw new NotDirectException(),
            _ => null,
        };
    }

    public static Js Variable(IScope scope, string name) =>
        ScopeReading.FindVariable(scope, name) is { } variable ? scope.Get(variable) : Js.Undefined;
}
