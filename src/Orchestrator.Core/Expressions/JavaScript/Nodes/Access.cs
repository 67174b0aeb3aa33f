using Orchestrator.Core.Expressions.JavaScript.BuiltIns;
using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

/// <summary>Members of any value.</summary>
internal static class Access
{
    public static JsValue Get(Run run, JsValue owner, string key)
    {
        if (owner.Object is { } its)
            return its.Get(run, key);
        if (owner.IsNullish)
            throw run.TypeError($"Cannot read property '{PropertyKey.Shown(key)}' of {Run.Describe(owner)}");
        if (owner.IsText && TextMembers.Get(owner, key) is { IsUndefined: false } member)
            return member;

        return Realm.PrototypeOf(owner)!.Get(run, key, owner);
    }

    public static JsValue Get(Run run, JsValue owner, JsValue key)
    {
        if (key.IsNumber && key.Number >= 0 && key.Number == (int)key.Number)
        {
            if (owner.Object is JsArray array)
                return array.Raw((int)key.Number) is { IsHole: false } item
                    ? item
                    : JsValue.Undefined;
            if (owner.IsText)
                return TextMembers.At(owner, (int)key.Number);
        }

        if (owner.IsNullish)
            throw run.TypeError($"Cannot read property '{Name(key)}' of {Run.Describe(owner)}");
        return Get(run, owner, PropertyKey.Of(run, key));
    }

    public static void Set(Run run, JsValue owner, JsValue key, JsValue value)
    {
        if (owner.Object is { } its)
        {
            if (its is JsArray array && key.IsNumber && key.Number >= 0 && key.Number == (int)key.Number)
                array.SetAt(run, (int)key.Number, value);
            else
                its.Set(run, PropertyKey.Of(run, key), value);
        }
        else if (owner.IsNullish)
        {
            throw run.TypeError($"Cannot set property '{Name(key)}' of {Run.Describe(owner)}");
        }
    }

    /// <summary>A member's name in a message; nothing of the program runs for it.</summary>
    public static string Name(JsValue key) =>
        key.Text is { } text ? PropertyKey.Shown(text) : Run.Describe(key);
}
