using Orchestrator.Core.Expressions.JavaScript.Syntax;

namespace Orchestrator.Core.Expressions.JavaScript;

/// <summary>
/// JavaScript (ECMAScript 2020 in what expressions need), by an interpreter of our own: the same on every machine,
/// without a clock, dice or anything of the outside, and within limits that hold.
/// </summary>
/// <param name="limits">How much one run may use.</param>
public sealed class JavaScriptLanguage(ScriptLimits limits) : IScriptLanguage
{
    public JavaScriptLanguage()
        : this(new ScriptLimits())
    {
    }

    public string Name => "JavaScript";

    /// <exception cref="ScriptSyntaxException">The text is no program, or one that is too deeply nested.</exception>
    public IScript Parse(string text) => new JavaScriptProgram(Parser.Parse(text), limits);
}
