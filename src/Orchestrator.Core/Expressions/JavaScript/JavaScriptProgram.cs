using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Syntax;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Expressions.JavaScript;

/// <summary>One parsed program: a tree that evaluates itself, the same for all runs.</summary>
internal sealed class JavaScriptProgram(ParsedProgram program, ScriptLimits limits) : IScript
{
    public string Text => program.Text;

    public IReadOnlyCollection<string> VariableNames => program.Names.Variables;

    public IReadOnlyCollection<string> AccessorNames => program.Names.Accessed;

    public IReadOnlyCollection<string> ActivityNames => program.Names.Activities;

    public IReadOnlyCollection<string> InputNames => program.Names.Inputs;

    public bool UsesComputedNames => program.Names.AnyName;

    public Value Run(IScope scope) => ProgramRun.Run(program, limits, scope);
}
