using Orchestrator.Core.Expressions;
using Orchestrator.Core.Expressions.JavaScript;
using Orchestrator.Core.Expressions.Liquid;

namespace Orchestrator.Engine.Expressions;

/// <summary>The script languages that definitions may use.</summary>
public static class ScriptLanguages
{
    public static IReadOnlyList<IScriptLanguage> All { get; } = [new JavaScriptLanguage(), new LiquidLanguage()];
}
