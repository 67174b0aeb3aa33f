using Orchestrator.Core.Expressions.JavaScript.Running;

namespace Orchestrator.Core.Expressions.JavaScript.Values;

/// <summary>A function with what it is called on, and its first arguments, given beforehand.</summary>
internal sealed class BoundFunction(JsFunction inner, JsValue self, JsValue[] first) : JsFunction(inner.Prototype)
{
    public JsFunction Inner => inner;

    public override bool IsConstructor => inner.IsConstructor;

    public override JsValue Call(Run run, JsValue ignored, JsValue[] arguments)
    {
        using var level = run.Enter(2);
        return inner.Call(run, self, With(run, arguments));
    }

    public override JsValue Construct(Run run, JsValue[] arguments, JsFunction target)
    {
        using var level = run.Enter(2);
        return inner.Construct(run, With(run, arguments), ReferenceEquals(target, this) ? inner : target);
    }

    private JsValue[] With(Run run, JsValue[] arguments)
    {
        run.CheckItems(first.Length + arguments.Length);
        run.Allocate((first.Length + arguments.Length) * 16L);
        return [.. first, .. arguments];
    }
}
