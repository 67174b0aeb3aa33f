using Orchestrator.Core.Expressions.JavaScript.BuiltIns;
using Orchestrator.Core.Expressions.JavaScript.Nodes;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Running;

/// <summary>
/// Going through what can be gone through: arrays, texts, maps, sets, generators and what has an iterator.
/// </summary>
internal static class Iteration
{
    /// <summary>Each takes a step. What is left before its end is told so.</summary>
    public static IEnumerable<JsValue> Of(Run run, JsValue value) => value.Object switch
    {
        JsArray { IsPlain: true } array => Items(run, array),
        NativeIterator iterator => Rest(run, iterator),
        JsMap { IsPlain: true } map => map.IsSet ? map.Keys(run) : map.Entries(run),
        Generator generator => Given(run, generator),
        null when value.IsText => Points(run, value.Text!),
        _ => ByProtocol(run, value),
    };

    public static IEnumerable<JsValue> Items(Run run, JsArray array)
    {
        for (var index = 0; index < array.Count; index++)
        {
            run.Step(1);
            yield return array.At(index);
        }
    }

    /// <summary>Characters of a text; those of two halves are not cut in two.</summary>
    public static IEnumerable<JsValue> Points(Run run, string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            run.Step(1);
            if (char.IsSurrogatePair(text, index))
                yield return text.Substring(index++, 2);
            else
                yield return TextMembers.Of(text[index]);
        }
    }

    /// <summary>What <c>next()</c> of an iterator gives.</summary>
    public static JsObject Result(Run run, JsValue value, bool done)
    {
        run.Allocate(160);
        var result = new JsObject(Realm.ObjectPrototype);
        result.Define(run, "value", new(value));
        result.Define(run, "done", new(done));
        return result;
    }

    private static IEnumerable<JsValue> Rest(Run run, NativeIterator iterator)
    {
        while (iterator.MoveNext(run, out var value))
            yield return value;
    }

    private static IEnumerable<JsValue> Given(Run run, Generator generator)
    {
        try
        {
            while (generator.MoveNext(run, JsValue.Undefined, out var given))
            {
                run.Step(1);
                yield return given;
            }
        }
        finally
        {
            Leave(run, () => generator.Finish(run));
        }
    }

    /// <summary>What is thrown in leaving comes in the place of a value, but not of what was thrown before.</summary>
    private static void Leave(Run run, Action leave)
    {
        try
        {
            leave();
        }
        catch (JsThrow) when (run.Throwing > 0)
        {
            // What was thrown before goes on.
        }
    }

    private static void Leave(Run run, JsValue iterator)
    {
        if (Access.Get(run, iterator, "return").Function is { } leave && leave.Call(run, iterator, []).Object is null)
            throw run.TypeError("An iterator's result is not an object");
    }

    private static IEnumerable<JsValue> ByProtocol(Run run, JsValue value)
    {
        if (value.IsNullish || Access.Get(run, value, JsSymbol.Iterator.Key).Function is not { } make)
            throw run.TypeError($"{Run.Describe(value)} is not iterable");

        var iterator = make.Call(run, value, []);
        if (iterator.Object is NativeIterator or Generator)
        {
            foreach (var given in Of(run, iterator))
                yield return given;
            yield break;
        }

        if (iterator.Object is null)
            throw run.TypeError("Result of the Symbol.iterator method is not an object");

        var next = Access.Get(run, iterator, "next");
        var isDone = false;
        var hasFailed = true;
        try
        {
            while (true)
            {
                run.Step(2);
                var result = run.Call(next, iterator).Object
                    ?? throw run.TypeError("An iterator's result is not an object");
                isDone = Conversion.ToBoolean(result.Get(run, "done"));
                var given = isDone ? JsValue.Undefined : result.Get(run, "value");
                hasFailed = false;
                if (isDone)
                    break;
                yield return given;
                hasFailed = true;
            }
        }
        finally
        {
            // Who left before the end tells the iterator; one that threw is not told.
            if (!isDone && !hasFailed)
                Leave(run, () => Leave(run, iterator));
        }
    }
}
