using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Running;

/// <summary>What a program threw, or the language for it; programs can catch it.</summary>
/// <param name="value">What was thrown.</param>
/// <param name="at">Where, as an index into the text.</param>
internal sealed class JsThrow(JsValue value, int at) : Exception
{
    public JsValue Value => value;

    public int At => at;
}
