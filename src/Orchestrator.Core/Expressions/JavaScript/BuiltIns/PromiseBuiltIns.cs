using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary><c>Promise</c>.</summary>
internal static class PromiseBuiltIns
{
    public static void Define(Dictionary<string, JsValue> globals)
    {
        var type = Definition.Type(
            "Promise", 1, Realm.PromisePrototype,
            (run, _, _) => throw run.TypeError("Promise constructor cannot be invoked without 'new'"),
            (run, _, given) =>
            {
                var executor = run.CheckFunction(given.At(0));
                var promise = new JsPromise();
                Promises.Guarded(run, promise, () =>
                    executor.Call(run, JsValue.Undefined, Promises.Settlers(run, promise)));
                return promise;
            });
        globals["Promise"] = type;
        type
            .Method("resolve", 1, (run, _, given) => ResolvedWith(run, given.At(0)))
            .Method("reject", 1, (run, _, given) =>
            {
                var promise = new JsPromise();
                promise.Reject(run, given.At(0));
                return promise;
            });
        PromiseGroups.Define(type);
        Realm.PromisePrototype
            .Method("then", 2, (run, self, given) =>
                Then(run, Of(run, self), given.At(0).Function, given.At(1).Function))
            .Method("catch", 1, (run, self, given) => Then(run, Of(run, self), null, given.At(0).Function))
            .Method("finally", 1, (run, self, given) => Finally(run, Of(run, self), run.CheckFunction(given.At(0))));
        Realm.PromisePrototype.Tag("Promise");
    }

    public static JsPromise ResolvedWith(Run run, JsValue value)
    {
        if (value.Object is JsPromise already)
            return already;

        run.Allocate(128);
        var promise = new JsPromise();
        promise.Resolve(run, value);
        return promise;
    }

    private static JsPromise Of(Run run, JsValue self) =>
        self.Object as JsPromise ?? throw run.TypeError("It is called on what is no promise");

    private static JsPromise Then(Run run, JsPromise promise, JsFunction? fulfilled, JsFunction? rejected)
    {
        run.Allocate(256);
        var next = new JsPromise();
        promise.Then(run, () => Promises.Guarded(run, next, () =>
        {
            var isFulfilled = promise.State == PromiseState.Fulfilled;
            if ((isFulfilled ? fulfilled : rejected) is { } handler)
                next.Resolve(run, handler.Call(run, JsValue.Undefined, [promise.Result]));
            else if (isFulfilled)
                next.Resolve(run, promise.Result);
            else
                next.Reject(run, promise.Result);
        }));
        return next;
    }

    private static JsPromise Finally(Run run, JsPromise promise, JsFunction last)
    {
        run.Allocate(256);
        var next = new JsPromise();
        promise.Then(run, () => Promises.Guarded(run, next, () =>
        {
            Promises.Await(run, last.Call(run, JsValue.Undefined, []));
            if (promise.State == PromiseState.Fulfilled)
                next.Resolve(run, promise.Result);
            else
                next.Reject(run, promise.Result);
        }));
        return next;
    }
}
