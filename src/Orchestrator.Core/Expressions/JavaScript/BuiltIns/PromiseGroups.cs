using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary>Waiting for many promises at once.</summary>
internal static class PromiseGroups
{
    public static void Define(JsObject type) => type
        .Method("all", 1, (run, _, given) => All(run, given.At(0), (result, next, promise) =>
        {
            if (promise.State == PromiseState.Rejected)
                next.Reject(run, promise.Result);
            return promise.Result;
        }))
        .Method("allSettled", 1, (run, _, given) => All(run, given.At(0), (_, _, promise) => Settled(run, promise)))
        .Method("race", 1, (run, _, given) =>
        {
            var next = new JsPromise();
            foreach (var item in Iteration.Of(run, given.At(0)))
            {
                var promise = PromiseBuiltIns.ResolvedWith(run, item);
                promise.Then(run, () => Settle(run, next, promise));
            }

            return next;
        })
        .Method("any", 1, (run, _, given) => Any(run, given.At(0)));

    private static JsPromise All(Run run, JsValue items, Func<JsArray, JsPromise, JsPromise, JsValue> give)
    {
        var (next, results, waiting) = (new JsPromise(), new JsArray(run), 1);
        foreach (var item in Iteration.Of(run, items))
        {
            var (promise, place) = (PromiseBuiltIns.ResolvedWith(run, item), results.Count);
            results.Add(JsValue.Undefined);
            waiting++;
            promise.Then(run, () =>
            {
                results.SetAt(run, place, give(results, next, promise));
                Done();
            });
        }

        Done();
        return next;

        void Done()
        {
            if (--waiting == 0)
                next.Resolve(run, results);
        }
    }

    private static JsPromise Any(Run run, JsValue items)
    {
        var (next, reasons, waiting) = (new JsPromise(), new JsArray(run), 1);
        foreach (var item in Iteration.Of(run, items))
        {
            var promise = PromiseBuiltIns.ResolvedWith(run, item);
            waiting++;
            promise.Then(run, () =>
            {
                if (promise.State == PromiseState.Fulfilled)
                    next.Resolve(run, promise.Result);
                else
                    reasons.Add(promise.Result);
                Done();
            });
        }

        Done();
        return next;

        void Done()
        {
            if (--waiting > 0)
                return;

            var wrong = JsError.Make(run, Realm.AggregateErrorPrototype, "All promises were rejected");
            wrong.Define(run, "errors", new(reasons, PropertyTraits.Hidden));
            next.Reject(run, wrong);
        }
    }

    private static void Settle(Run run, JsPromise next, JsPromise promise)
    {
        if (promise.State == PromiseState.Fulfilled)
            next.Resolve(run, promise.Result);
        else
            next.Reject(run, promise.Result);
    }

    private static JsObject Settled(Run run, JsPromise promise)
    {
        run.Allocate(160);
        var isFulfilled = promise.State == PromiseState.Fulfilled;
        var made = new JsObject(Realm.ObjectPrototype);
        made.Define(run, "status", new(isFulfilled ? "fulfilled" : "rejected"));
        made.Define(run, isFulfilled ? "value" : "reason", new(promise.Result));
        return made;
    }
}
