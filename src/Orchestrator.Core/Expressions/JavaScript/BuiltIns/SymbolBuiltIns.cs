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
            .Constant("iterator", JsValue.From(JsSymbol.Iterator))
            .Constant("asyncIterator", JsValue.From(JsSymbol.AsyncIterator))
            .Constant("hasInstance", JsValue.From(JsSymbol.HasInstance))
            .Constant("toPrimitive", JsValue.From(JsSymbol.ToPrimitive))
            .Constant("toStringTag", JsValue.From(JsSymbol.ToStringTag))
            .Method("for", 1, (run, _, given) => run.SymbolFor(Conversion.ToText(run, given.At(0))));
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
        return JsValue.From(new JsSymbol(description, $"{JsSymbol.Prefix}{run.Symbols++}:{description}"));
    }

    private static JsSymbol This(Run run, JsValue self) =>
        self.Symbol ?? (self.Object as BoxedValue)?.Content.Symbol
            ?? throw run.TypeError("It is called on what is no symbol");
}
