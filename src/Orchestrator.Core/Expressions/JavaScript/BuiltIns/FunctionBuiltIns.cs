using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary>What all functions have.</summary>
internal static class FunctionBuiltIns
{
    public static void Define(Dictionary<string, JsValue> globals)
    {
        Native refuse = (run, _, _) =>
            throw run.TypeError("Functions are not made of texts. Write the function itself");
        globals["Function"] = Definition.Type("Function", 1, Realm.FunctionPrototype, refuse, refuse);
        DefineMethods();
    }

    private static void DefineMethods() => Realm.FunctionPrototype
        .Method("call", 1, (run, self, given) =>
        {
            using var level = run.Enter(3);
            return run.Call(self, given.At(0), given.Length < 2 ? [] : given[1..]);
        })
        .Method("apply", 2, (run, self, given) =>
        {
            using var level = run.Enter(3);
            return run.Call(self, given.At(0), given.At(1).IsNullish ? [] : ListOf(run, given.At(1)));
        })
        .Method("bind", 1, (run, self, given) =>
        {
            run.Allocate(300 + (given.Length * 16));
            var function = run.CheckFunction(self);
            var bound = new BoundFunction(function, given.At(0), given.Length < 2 ? [] : given[1..]);
            var name = function.Get(run, "name") is { IsText: true } its ? its.Text! : "";
            run.CheckText(name.Length + 6);
            var length = function.Get(run, "length") is { IsNumber: true } takes ? takes.Number : 0;
            bound.Define(run, "name", new($"bound {name}", PropertyTraits.Configurable));
            bound.Define(run, "length", new(Math.Max(0, length - Math.Max(0, given.Length - 1)),
                PropertyTraits.Configurable));
            return bound;
        })
        .Method("toString", 0, (run, self, _) =>
            run.CheckFunction(self) is Closure { Node.Source: { End: > 0 } source } ? Written(run, source)
                : $"function {Conversion.ToText(run, self.Object!.Get(run, "name"))}() {{ [native code] }}")
        .Method(JsSymbol.HasInstance.Key, 1, (run, self, given) =>
            self.Function is not null && HasInstance(run, given.At(0), self));

    private static string Written(Run run, (string Program, int Start, int End) source)
    {
        var length = source.End - source.Start;
        run.Step(length >> 4);
        run.Allocate(length * 2L);
        return source.Program.Substring(source.Start, length);
    }

    /// <summary>Items of what looks like an array.</summary>
    public static JsValue[] ListOf(Run run, JsValue value)
    {
        if (value.Object is not { } its)
            throw run.TypeError("An array of arguments was expected");
        if (its is JsArray { IsPlain: true } array)
            return [.. Iteration.Items(run, array)];

        var count = Conversion.ToLength(run, its.Get(run, "length"));
        run.CheckItems(count);
        run.Step(count);
        var items = new JsValue[count];
        for (var index = 0; index < count; index++)
            items[index] = its.Get(run, PropertyKey.Of(index));
        return items;
    }

    private static bool HasInstance(Run run, JsValue value, JsValue type)
    {
        var prototype = type.Object!.Get(run, "prototype").Object;
        for (var at = value.Object?.Prototype; at is not null; at = at.Prototype)
        {
            run.Step(1);
            if (ReferenceEquals(at, prototype))
                return true;
        }

        return false;
    }
}
