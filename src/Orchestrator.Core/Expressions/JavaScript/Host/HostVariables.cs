using Orchestrator.Core.Expressions.JavaScript.BuiltIns;
using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Host;

/// <summary>The object <c>variables</c>: its members are the variables in scope, to read and to set.</summary>
internal sealed class HostVariables(Run run) : JsObject(Realm.ObjectPrototype)
{
    public override bool TryGetOwn(string key, out Property property)
    {
        var isKnown = !JsSymbol.IsKey(key) && run.Host.Knows(key);
        property = isKnown ? new(run.Host.Get(key), PropertyTraits.Writable | PropertyTraits.Enumerable) : default;
        return isKnown;
    }

    public override bool SetOwn(Run run, string key, JsValue value) => Define(run, key, new(value));

    public override bool Define(Run? run, string key, Property property)
    {
        run!.Step(1);
        run.Host.Set(key, property.Value);
        return true;
    }

    public override bool Delete(Run run, string key) => false;

    public override List<string> OwnKeys(Run run) => run.Host.VariableNames();

    public override void Freeze(Run? run, bool values) => throw run!.TypeError("The variables cannot be frozen");
}
