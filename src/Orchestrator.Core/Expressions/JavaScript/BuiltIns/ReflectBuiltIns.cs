using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary><c>Reflect</c>: what operators do, as functions that say whether it was done.</summary>
internal static class ReflectBuiltIns
{
    public static void Define(Dictionary<string, JsValue> globals)
    {
        var reflect = new JsObject(Realm.ObjectPrototype);
        globals["Reflect"] = reflect;
        reflect.Tag("Reflect");
        var ofObject = globals["Object"].Object!;
        reflect
            .Method("ownKeys", 1, (run, _, given) =>
            {
                var its = Its(run, given);
                return JsArray.Of(run, [.. PropertyBuiltIns.Names(run, its), .. PropertyBuiltIns.Symbols(run, its)]);
            })
            .Method("has", 2, (run, _, given) => Its(run, given).Has(run, PropertyKey.Of(run, given.At(1))))
            .Method("get", 2, (run, _, given) => Its(run, given).Get(run, PropertyKey.Of(run, given.At(1)),
                given.Length > 2 ? given[2] : given[0]))
            .Method("set", 3, (run, _, given) => Changeable(run, given).Set(run, PropertyKey.Of(run, given.At(1)),
                given.At(2), given.Length > 3 ? given[3] : given[0]))
            .Method("deleteProperty", 2, (run, _, given) =>
                Changeable(run, given).Delete(run, PropertyKey.Of(run, given.At(1))))
            .Method("defineProperty", 3, (run, _, given) => IsDone(() => PropertyBuiltIns.DefineOne(
                run, Changeable(run, given), PropertyKey.Of(run, given.At(1)), given.At(2))))
            .Method("getOwnPropertyDescriptor", 2, (run, self, given) =>
                Of(run, ofObject, "getOwnPropertyDescriptor", self, Its(run, given), given))
            .Method("getPrototypeOf", 1, (run, _, given) => Its(run, given).Prototype)
            .Method("setPrototypeOf", 2, (run, self, given) => IsDone(() =>
                Of(run, ofObject, "setPrototypeOf", self, Its(run, given), given)))
            .Method("isExtensible", 1, (run, _, given) => Its(run, given).IsExtensible)
            .Method("preventExtensions", 1, (run, _, given) =>
            {
                Changeable(run, given).IsExtensible = false;
                return true;
            })
            .Method("apply", 3, (run, _, given) =>
            {
                using var level = run.Enter(3);
                return run.CheckFunction(given.At(0)).Call(run, given.At(1),
                    FunctionBuiltIns.ListOf(run, given.At(2)));
            })
            .Method("construct", 2, Construct);
    }

    private static JsValue Construct(Run run, JsValue self, JsValue[] given)
    {
        using var level = run.Enter(3);
        if (given.At(0).Function is not { IsConstructor: true } type)
            throw run.TypeError($"{Run.Describe(given.At(0))} is not a constructor");

        var target = given.Length < 3 ? type
            : given[2].Function is { IsConstructor: true } its ? its
            : throw run.TypeError($"{Run.Describe(given[2])} is not a constructor");
        return type.Construct(run, FunctionBuiltIns.ListOf(run, given.At(1)), target);
    }

    private static JsObject Its(Run run, JsValue[] given) =>
        given.At(0).Object ?? throw run.TypeError("Reflect is called on what is no object");

    private static JsObject Changeable(Run run, JsValue[] given) =>
        Its(run, given) is { IsShared: false } its ? its
            : throw run.TypeError("The language's own objects are the same for all scripts");

    private static JsValue Of(Run run, JsObject type, string name, JsValue self, JsObject its, JsValue[] given) =>
        type.Get(run, name).Function!.Call(run, self, [its, .. given.Skip(1)]);

    private static JsValue IsDone(Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (JsThrow)
        {
            return false;
        }
    }
}
