using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary><c>this</c> of a program, and <c>globalThis</c>: what it finds, and what it assigns undeclared.</summary>
internal sealed class GlobalObject(Run run) : JsObject(Realm.ObjectPrototype)
{
    public override bool TryGetOwn(string key, out Property property)
    {
        property = default;
        if (run.Globals?.TryGetValue(key, out property.Value) == true)
        {
            property.Traits = PropertyTraits.Plain;
            return true;
        }

        property.Traits = PropertyTraits.Hidden;
        return Realm.Globals.TryGetValue(key, out property.Value) || run.Host.TryGlobal(key, out property.Value);
    }

    public override bool SetOwn(Run run, string key, JsValue value) => Define(run, key, new(value));

    public override bool Define(Run? run, string key, Property property)
    {
        run!.Allocate(64);
        run.Globals ??= new(StringComparer.Ordinal);
        run.Globals[key] = property.Value;
        run.CheckItems(run.Globals.Count);
        return true;
    }

    public override bool Delete(Run run, string key) => run.Globals?.Remove(key) ?? true;

    public override List<string> OwnKeys(Run run) => run.Globals is { } globals ? [.. globals.Keys] : [];
}
