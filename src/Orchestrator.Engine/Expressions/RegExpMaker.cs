using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using JintEngine = Jint.Engine;

namespace Orchestrator.Engine.Expressions;

/// <summary>The RegExp of programs.</summary>
internal sealed class RegExpMaker : FunctionInstance, IConstructor
{
    private readonly GuardedText _text;
    private readonly FunctionInstance _original;

    public RegExpMaker(GuardedText text, JintEngine engine)
        : base(engine, null, null, false)
    {
        _text = text;
        _original = engine.RegExp;
        Prototype = engine.Function.PrototypeObject;
        FastAddProperty("prototype", new JsValue(engine.RegExp.PrototypeObject), false, false, false);
    }

    public override JsValue Call(JsValue self, JsValue[] arguments) =>
        arguments is [var given] && given.IsRegExp() ? given : new JsValue(Construct(arguments));

    public override bool HasInstance(JsValue value) => _original.HasInstance(value);

    public ObjectInstance Construct(JsValue[] arguments) => _text.Expression(arguments);
}
