using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary><c>Error</c> and its kinds.</summary>
internal static class ErrorBuiltIns
{
    public static void Define(Dictionary<string, JsValue> globals)
    {
        foreach (var (name, prototype) in new[]
        {
            ("Error", Realm.ErrorPrototype), ("TypeError", Realm.TypeErrorPrototype), ("RangeError",
                Realm.RangeErrorPrototype),
            ("SyntaxError", Realm.SyntaxErrorPrototype), ("ReferenceError", Realm.ReferenceErrorPrototype),
            ("URIError", Realm.UriErrorPrototype), ("EvalError", Realm.EvalErrorPrototype),
        })
        {
            Native make = (run, _, given) => Make(run, prototype, given.At(0), given.At(1));
            globals[name] = Definition.Type(name, 1, prototype, make, make);
            prototype.Define(null, "name", new(name, PropertyTraits.Hidden));
            prototype.Define(null, "message", new("", PropertyTraits.Hidden));
            if (name != "Error")
                globals[name].Object!.Prototype = globals["Error"].Object;
        }

        Native aggregate = (run, _, given) =>
        {
            var made = Make(run, Realm.AggregateErrorPrototype, given.At(1), given.At(2));
            made.Define(run, "errors", new(JsArray.Of(run, [.. Iteration.Of(run, given.At(0))]),
                PropertyTraits.Hidden));
            return made;
        };
        globals["AggregateError"] = Definition.Type("AggregateError", 2, Realm.AggregateErrorPrototype, aggregate,
            aggregate);
        Realm.AggregateErrorPrototype.Define(null, "name", new("AggregateError", PropertyTraits.Hidden));
        Realm.ErrorPrototype
            .Method("toString", 0, (run, self, _) =>
            {
                var its = self.Object ?? throw run.TypeError("It is called on what is no error");
                var name = its.Get(run, "name") is { IsUndefined: false } given ? Conversion.ToText(run, given)
                    : "Error";
                var message = its.Get(run, "message") is { IsUndefined: false } said ? Conversion.ToText(run, said)
                    : "";
                return name.Length == 0 ? message : message.Length == 0 ? name : $"{name}: {message}";
            })
            .Getter("stack", (_, self, _) => self.Object is { } its ? JsError.Shown(its) : JsValue.Undefined);
    }

    private static JsError Make(Run run, JsObject prototype, JsValue message, JsValue options)
    {
        var made = JsError.Make(run, prototype, message.IsUndefined ? null : Conversion.ToText(run, message));
        if (options.Object is { } its && its.Has(run, "cause"))
            made.Define(run, "cause", new(its.Get(run, "cause"), PropertyTraits.Hidden));
        return made;
    }
}
