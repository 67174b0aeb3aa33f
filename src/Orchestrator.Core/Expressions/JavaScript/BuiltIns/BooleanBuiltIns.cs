using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary><c>Boolean</c>.</summary>
internal static class BooleanBuiltIns
{
    public static void Define(Dictionary<string, JsValue> globals)
    {
        globals["Boolean"] = Definition.Type(
            "Boolean", 1, Realm.BooleanPrototype,
            (_, _, given) => Conversion.ToBoolean(given.At(0)),
            (_, _, given) => new BoxedValue(Conversion.ToBoolean(given.At(0)), Realm.BooleanPrototype));
        Realm.BooleanPrototype
            .Method("toString", 0, (run, self, _) => This(run, self) ? "true" : "false")
            .Method("valueOf", 0, (run, self, _) => This(run, self));
    }

    private static bool This(Run run, JsValue self) =>
        self.IsBoolean ? self.Boolean
            : self.Object is BoxedValue { Content.IsBoolean: true } boxed ? boxed.Content.Boolean
            : throw run.TypeError("It is called on what is no boolean");
}
