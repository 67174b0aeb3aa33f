using System.Runtime.CompilerServices;
using Jint.Parser.Ast;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;

namespace Orchestrator.Engine.Expressions;

/// <summary>One parsed program.</summary>
internal sealed class JintScript(ParsedScript parsed, UsedNames names, Computation? direct, SandboxPool pool) : IScript
{
    /// <summary>The engine keeps things in the tree while it runs, so each sandbox has a tree of its own.</summary>
    private readonly ConditionalWeakTable<Sandbox, Program> _programs = [];

    public string Text => parsed.Text;

    public IReadOnlyCollection<string> VariableNames => names.Variables;

    public IReadOnlyCollection<string> AccessorNames => names.Got;

    public IReadOnlyCollection<string> ActivityNames => names.Activities;

    public IReadOnlyCollection<string> InputNames => names.Inputs;

    public bool UsesComputedNames => names.AnyName;

    public UsedNames Names => names;

    public int LinesBefore => parsed.LinesBefore;

    /// <summary>Whether it is evaluated without an engine.</summary>
    public bool IsDirect => direct is not null;

    public Value Run(IScope scope)
    {
        if (direct is not null)
        {
            try
            {
                return direct(scope).ToValue();
            }
            catch (NotDirectException)
            {
                // The engine says what is wrong, or knows what we do not.
            }
        }

        return pool.Run(this, scope);
    }

    public Program ProgramFor(Sandbox sandbox) => _programs.GetValue(sandbox, _ =>
    {
        var program = ScriptParser.Parse(parsed.Text).Program;
        Rewriting.Apply(program);
        return program;
    });
}
