using Orchestrator.Core.Values;

namespace Orchestrator.Core.Expressions.Liquid;

/// <summary>
/// Liquid templates, as Elsa's files use them: outputs with filters, conditions, loops, assignments. The result is
/// always a text. Names that templates find: Variables, Input, CorrelationId, WorkflowDefinitionId,
/// WorkflowDefinitionVersionId, WorkflowDefinitionVersion and WorkflowInstanceId.
/// </summary>
/// <param name="limits">How much one template may use.</param>
public sealed class LiquidLanguage(LiquidLimits limits) : IScriptLanguage
{
    public LiquidLanguage()
        : this(new LiquidLimits())
    {
    }

    public string Name => "Liquid";

    public IScript Parse(string text)
    {
        var names = new UsedNames();
        var parts = new PartReader(text).Read();
        var body = new TemplateParser(text, parts, limits, names).Parse();
        return new LiquidTemplate(text, body, names, limits);
    }

    /// <summary>Elsa writes what is wrong in the place of the text.</summary>
    public Value? InsteadOf(string text, ScriptSyntaxException wrong)
    {
        var line = text.Split('\n')[wrong.Line - 1].TrimEnd('\r');
        return $"\n{wrong.Message} at ({wrong.Line}:{wrong.Column})\nSource:\n{line}\n";
    }
}
