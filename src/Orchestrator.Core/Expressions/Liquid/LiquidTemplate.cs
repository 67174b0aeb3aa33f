using Orchestrator.Core.Values;

namespace Orchestrator.Core.Expressions.Liquid;

/// <summary>A parsed template: immutable.</summary>
internal sealed class LiquidTemplate(string text, Block body, UsedNames names, LiquidLimits limits) : IScript
{
    public string Text => text;

    public IReadOnlyCollection<string> VariableNames => names.Variables;

    public IReadOnlyCollection<string> AccessorNames => [];

    public IReadOnlyCollection<string> ActivityNames => [];

    public IReadOnlyCollection<string> InputNames => names.Inputs;

    public bool UsesComputedNames => names.AnyVariable;

    public Value Run(IScope scope)
    {
        var rendering = new Rendering(scope, limits);
        try
        {
            body.Render(rendering);
            return rendering.Output.ToString();
        }
        catch (LiquidFailure failure)
        {
            var (line, column) = Place.Of(text, rendering.Offset);
            throw new ExpressionFailedException($"{failure.Message} (line {line}, column {column} of the template)");
        }
    }
}
