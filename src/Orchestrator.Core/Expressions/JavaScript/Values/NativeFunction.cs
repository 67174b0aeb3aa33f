using Orchestrator.Core.Expressions.JavaScript.BuiltIns;
using Orchestrator.Core.Expressions.JavaScript.Running;

namespace Orchestrator.Core.Expressions.JavaScript.Values;

internal delegate JsValue Native(Run run, JsValue self, JsValue[] arguments);

/// <summary>A function of the language or of the host. The same for all runs, unless it is made in one.</summary>
internal sealed class NativeFunction : JsFunction
{
    private readonly Native _call;
    private readonly Native? _construct;

    /// <param name="name">Its name.</param>
    /// <param name="length">How many arguments it says it takes.</param>
    /// <param name="call">What it does.</param>
    /// <param name="construct">What <c>new</c> does; null where it is no constructor.</param>
    public NativeFunction(string name, int length, Native call, Native? construct = null)
        : base(Realm.FunctionPrototype)
    {
        (_call, _construct) = (call, construct);
        Define(null, "length", new(length, PropertyTraits.Configurable));
        Define(null, "name", new(PropertyKey.Shown(name), PropertyTraits.Configurable));
    }

    public override bool IsConstructor => _construct is not null;

    public override JsValue Call(Run run, JsValue self, JsValue[] arguments) => _call(run, self, arguments);

    public override JsValue Construct(Run run, JsValue[] arguments, JsFunction target)
    {
        if (_construct is null)
            throw run.TypeError($"{Get(run, "name").Text} is not a constructor");

        var made = _construct(run, this, arguments);
        if (!ReferenceEquals(target, this) && made.Object is { } its
            && target.Get(run, "prototype").Object is { } prototype)
            its.Prototype = prototype;
        return made;
    }
}
