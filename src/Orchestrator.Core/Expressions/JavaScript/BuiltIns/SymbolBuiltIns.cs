using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary><c>Symbol</c>.</summary>
internal static class SymbolBuiltIns
{
    public static void Define(Dictionary<string, JsValue> globals)
    {
        var type = Definition.Type("Symbol", 0, Realm.SymbolPrototype, Make, null);
        globals["Symbol"] = type;
        type
            .Method("for", 1, (run, _, given) => run.SymbolFor(Conversion.ToText(run, given.At(0))))
            .Method("keyFor", 1, (run, _, given) => given.At(0).Symbol is { } symbol
                ? symbol.Key.StartsWith(JsSymbol.Prefix + "for:", StringComparison.Ordinal) ? symbol.Description
                    : JsValue.Undefined
                : throw run.TypeError($"{Run.Describe(given.At(0))} is not a symbol"));
        foreach (var known in JsSymbol.WellKnown)
            type.Constant(known.Description!["Symbol.".Length..], JsValue.From(known));
        Realm.SymbolPrototype.Tag("Symbol");
        Realm.SymbolPrototype
            .Method("toString", 0, (run, self, _) => $"Symbol({This(run, self).Description})")
            .Method("valueOf", 0, (run, self, _) => JsValue.From(This(run, self)))
            .Getter("description", (run, self, _) =>
                This(run, self).Description is { } description ? description : JsValue.Undefined);
    }

    private static JsValue Make(Run run, JsValue self, JsValue[] given)
    {
        run.Allocate(128);
        var description = given.At(0).IsUndefined ? null : Conversion.ToText(run, given[0]);
        return JsValue.From(run.NewSymbol(description));
    }

    private static JsSymbol This(Run run, JsValue self) =>
        self.Symbol ?? (self.Object as BoxedValue)?.Content.Symbol
            ?? throw run.TypeError("It is called on what is no symbol");
}
