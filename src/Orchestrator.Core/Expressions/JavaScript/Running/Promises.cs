using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Running;

/// <summary>Making and awaiting promises.</summary>
internal static class Promises
{
    /// <summary>A promise of what a function gives or throws.</summary>
    public static JsPromise Of(Run run, Func<JsValue> body)
    {
        run.Allocate(128);
        var promise = new JsPromise();
        Guarded(run, promise, () => promise.Resolve(run, body()));
        return promise;
    }

    /// <summary>Does something; what it throws rejects a promise.</summary>
    public static void Guarded(Run run, JsPromise promise, Action action)
    {
        try
        {
            action();
        }
        catch (JsThrow thrown)
        {
            run.Step(100);
            promise.Reject(run, thrown.Value);
        }
    }

    /// <summary>The functions that settle a promise.</summary>
    public static JsValue[] Settlers(Run run, JsPromise promise)
    {
        run.Allocate(1_000);
        return
        [
            new NativeFunction("resolve", 1, (_, _, given) =>
            {
                promise.Resolve(run, given.At(0));
                return JsValue.Undefined;
            }),
            new NativeFunction("reject", 1, (_, _, given) =>
            {
                promise.Reject(run, given.At(0));
                return JsValue.Undefined;
            }),
        ];
    }

    /// <summary>
    /// What a value's promise is settled with: everything that waits runs until it is. There is nothing else to wait
    /// for.
    /// </summary>
    /// <exception cref="JsThrow">It was rejected.</exception>
    public static JsValue Await(Run run, JsValue value)
    {
        if (value.Object is null)
            return value;

        var promise = value.Object as JsPromise;
        if (promise is null)
        {
            if (value.Object.Get(run, "then").Function is null)
                return value;
            promise = new JsPromise();
            promise.Resolve(run, value);
        }

        using var level = run.Enter(20);
        while (promise.State == PromiseState.Pending)
        {
            if (!run.Jobs.RunNext())
                throw run.TypeError("What is awaited is never settled");
        }

        return promise.State == PromiseState.Fulfilled ? promise.Result : throw new JsThrow(promise.Result, run.At);
    }
}
