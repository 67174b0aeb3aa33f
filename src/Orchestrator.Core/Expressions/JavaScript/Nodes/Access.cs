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
            throw run.TypeError(
                $"Cannot read properties of {Run.Describe(owner)} (reading '{PropertyKey.Shown(key)}')");
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
            throw run.TypeError($"Cannot read properties of {Run.Describe(owner)} (reading {Run.Describe(key)})");
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
            throw run.TypeError($"Cannot set properties of {Run.Describe(owner)} (setting {Run.Describe(key)})");
        }
    }
}
