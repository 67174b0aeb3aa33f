using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary><c>structuredClone</c>.</summary>
internal static class Cloning
{
    public static JsValue Clone(Run run, JsValue value) =>
        Clone(run, value, new Dictionary<JsObject, JsObject>(ReferenceEqualityComparer.Instance));

    private static JsValue Clone(Run run, JsValue value, Dictionary<JsObject, JsObject> known)
    {
        if (value.Object is not { } its)
            return value;
        if (known.TryGetValue(its, out var already))
            return already;
        if (its is JsFunction)
            throw run.TypeError("A function could not be cloned");

        using var level = run.Enter(6);
        run.Step(2);
        run.Allocate(96);
        switch (its)
        {
            case JsDate date:
                return new JsDate(date.Time);
            case JsRegExp expression:
                return new JsRegExp(expression.Pattern);
            case JsArray array:
                var items = new JsArray(run, 0);
                known[its] = items;
                foreach (var item in Iteration.Items(run, array))
                    items.Add(Clone(run, item, known));
                return items;
            case JsMap map:
                var entries = new JsMap(map.IsSet, map.IsSet ? Realm.SetPrototype : Realm.MapPrototype);
                known[its] = entries;
                foreach (var key in map.Keys(run))
                    entries.Put(run, Clone(run, key, known), Clone(run, map.Get(key), known));
                return entries;
            default:
                var made = its is JsError ? new JsError(its.Prototype!) : new JsObject(Realm.ObjectPrototype);
                known[its] = made;
                foreach (var (key, member) in ObjectBuiltIns.Members(run, its))
                    made.Define(run, key, new(Clone(run, member, known)));
                if (its is JsError)
                    made.Define(run, "message", new(its.Get(run, "message"), PropertyTraits.Hidden));
                return made;
        }
    }
}
