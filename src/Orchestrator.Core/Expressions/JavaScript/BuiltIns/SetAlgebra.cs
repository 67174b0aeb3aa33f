using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary>What sets do with one another.</summary>
internal static class SetAlgebra
{
    public static void Define(JsObject prototype) => prototype
        .Method("union", 1, (run, self, given) => Made(run, [.. Keys(run, self), .. Keys(run, given.At(0))]))
        .Method("intersection", 1, (run, self, given) =>
            Made(run, Keys(run, self).Where(CollectionBuiltIns.Of(run, given.At(0)).Has)))
        .Method("difference", 1, (run, self, given) =>
            Made(run, Keys(run, self).Where(key => !CollectionBuiltIns.Of(run, given.At(0)).Has(key))))
        .Method("symmetricDifference", 1, (run, self, given) =>
        {
            var (one, other) = (CollectionBuiltIns.Of(run, self), CollectionBuiltIns.Of(run, given.At(0)));
            return Made(run, [.. one.Keys(run).Where(key =>
                !other.Has(key)), .. other.Keys(run).Where(key => !one.Has(key))]);
        })
        .Method("isSubsetOf", 1, (run, self, given) => Keys(run, self).All(CollectionBuiltIns.Of(run, given.At(0)).Has))
        .Method("isSupersetOf", 1, (run, self, given) =>
            Keys(run, given.At(0)).All(CollectionBuiltIns.Of(run, self).Has))
        .Method("isDisjointFrom", 1, (run, self, given) =>
            !Keys(run, self).Any(CollectionBuiltIns.Of(run, given.At(0)).Has));

    private static IEnumerable<JsValue> Keys(Run run, JsValue set) => CollectionBuiltIns.Of(run, set).Keys(run);

    private static JsValue Made(Run run, IEnumerable<JsValue> keys)
    {
        run.Allocate(200);
        var made = new JsMap(isSet: true, Realm.SetPrototype);
        foreach (var key in keys)
            made.Put(run, key, key);
        return made;
    }
}
