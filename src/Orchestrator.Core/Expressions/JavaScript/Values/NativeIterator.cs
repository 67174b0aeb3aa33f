using Orchestrator.Core.Expressions.JavaScript.BuiltIns;
using Orchestrator.Core.Expressions.JavaScript.Running;

namespace Orchestrator.Core.Expressions.JavaScript.Values;

/// <summary>What goes through an array, a map, a text or matches, step by step.</summary>
internal sealed class NativeIterator(IEnumerable<JsValue> items) : JsObject(Realm.IteratorPrototype)
{
    private readonly IEnumerator<JsValue> _items = items.GetEnumerator();

    public override string ClassName => "Iterator";

    public bool MoveNext(Run run, out JsValue value)
    {
        run.Step(1);
        var has = _items.MoveNext();
        value = has ? _items.Current : JsValue.Undefined;
        return has;
    }
}
