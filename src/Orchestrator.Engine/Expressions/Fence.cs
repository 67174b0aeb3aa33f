using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using JintEngine = Jint.Engine;

namespace Orchestrator.Engine.Expressions;

/// <summary>
/// Fences an engine in: takes away what cannot be guarded, puts a guard around every function that is left, replaces
/// those whose work grows out of proportion to what they are given, and freezes it all, so that no program changes what
/// the next one finds.
/// </summary>
internal static class Fence
{
    public static void Build(JintEngine engine, Guard guard, JsValues values, HostFunctions host)
    {
        var around = new GuardedFunctions(engine, guard);
        Remove(engine);
        var objects = Reachable(engine.Global);
        foreach (var found in objects)
            around.Wrap(found);

        around.Set(engine.Function.PrototypeObject, "apply", around.Apply);
        GuardedText.Define(engine, guard, values, around);
        GuardedDates.Define(engine, around);
        GuardedJson.Define(engine, guard, values, around);
        host.Define(around);
        foreach (var found in Reachable(engine.Global))
            Freeze(found);
        ReleaseMessages(engine);

        // Programs declare their own names there.
        engine.Global.Extensible = true;
    }

    /// <summary>
    /// The text that errors without one of their own have; frozen, it would keep them from having one.
    /// </summary>
    public static void ReleaseMessages(JintEngine engine)
    {
        foreach (var error in new[]
        {
            engine.Error, engine.EvalError, engine.RangeError, engine.ReferenceError, engine.SyntaxError, engine.TypeError, engine.UriError,
        })
            error.PrototypeObject.FastSetProperty(
                "message", new(new JsValue(""), writable: true, enumerable: false, configurable: false));
    }

    private static void Remove(JintEngine engine)
    {
        foreach (var name in new[] { "eval", "Function" })
            engine.Global.RemoveOwnProperty(name);
        foreach (var name in new[]
        {
            "create", "defineProperty", "defineProperties", "getOwnPropertyDescriptor", "getPrototypeOf", "seal", "freeze",
            "preventExtensions", "isSealed", "isFrozen", "isExtensible",
        })
            engine.Object.RemoveOwnProperty(name);

        engine.Function.PrototypeObject.RemoveOwnProperty("bind");

        foreach (var found in Reachable(engine.Global))
            found.RemoveOwnProperty("constructor");
    }

    /// <summary>Every object that can be got at from another one.</summary>
    private static List<ObjectInstance> Reachable(ObjectInstance root)
    {
        var found = new HashSet<ObjectInstance>(ReferenceEqualityComparer.Instance) { root };
        var queue = new Queue<ObjectInstance>([root]);
        while (queue.TryDequeue(out var next))
        {
            var near = next.GetOwnProperties()
                .Select(property => property.Value.Value)
                .Where(value => value is not null && value.IsObject())
                .Select(value => value.AsObject())
                .Append(next.Prototype)
                .ToList();
            foreach (var neighbour in near.OfType<ObjectInstance>().Where(found.Add))
                queue.Enqueue(neighbour);
        }

        return [.. found];
    }

    private static void Freeze(ObjectInstance found)
    {
        foreach (var (_, property) in found.GetOwnProperties().ToList())
        {
            property.Configurable = false;
            if (property.Writable.HasValue)
                property.Writable = false;
        }

        found.Extensible = false;
    }
}
