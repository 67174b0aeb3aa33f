using Orchestrator.Core.Expressions.JavaScript.Running;

namespace Orchestrator.Core.Expressions.JavaScript.Values;

/// <summary>What can be called.</summary>
internal abstract class JsFunction(JsObject? prototype) : JsObject(prototype)
{
    public override string ClassName => "Function";

    /// <summary>Whether <c>new</c> may be written before it.</summary>
    public abstract bool IsConstructor { get; }

    public abstract JsValue Call(Run run, JsValue self, JsValue[] arguments);

    /// <param name="run">The run.</param>
    /// <param name="arguments">What it is given.</param>
    /// <param name="target">What <c>new</c> was written before: this one, or a class that extends it.</param>
    public abstract JsValue Construct(Run run, JsValue[] arguments, JsFunction target);
}
