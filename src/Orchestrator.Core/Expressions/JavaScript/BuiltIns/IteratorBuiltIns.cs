using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary>Iterators of the language's own, and generators.</summary>
internal static class IteratorBuiltIns
{
    public static void Define()
    {
        Realm.IteratorPrototype
            .Method(JsSymbol.Iterator.Key, 0, (_, self, _) => self)
            .Method("next", 0, (run, self, _) =>
            {
                var iterator = self.Object as NativeIterator
                    ?? throw run.TypeError("It is called on what is no iterator");
                var has = iterator.MoveNext(run, out var value);
                return Iteration.Result(run, value, !has);
            })
            .Method("toArray", 0, (run, self, _) => JsArray.Of(run, [.. Iteration.Of(run, self)]))
            .Method("map", 1, (run, self, given) =>
            {
                var function = run.CheckFunction(given.At(0));
                return new NativeIterator(Iteration.Of(run, self).Select(
                    (item, index) => function.Call(run, JsValue.Undefined, [item, index])));
            })
            .Method("filter", 1, (run, self, given) =>
            {
                var function = run.CheckFunction(given.At(0));
                return new NativeIterator(Iteration.Of(run, self).Where(
                    (item, index) => Conversion.ToBoolean(function.Call(run, JsValue.Undefined, [item, index]))));
            })
            .Method("take", 1, (run, self, given) =>
                new NativeIterator(Iteration.Of(run, self).Take(Conversion.ToLength(run, given.At(0)))));

        Realm.GeneratorPrototype
            .Method("next", 1, (run, self, given) =>
            {
                var isMore = Of(run, self).MoveNext(run, given.At(0), out var value);
                return Iteration.Result(run, value, !isMore);
            })
            .Method("return", 1, (run, self, given) =>
            {
                var isMore = Of(run, self).Return(run, given.At(0), out var value);
                return Iteration.Result(run, value, !isMore);
            })
            .Method("throw", 1, (run, self, given) =>
            {
                var isMore = Of(run, self).Throw(run, given.At(0), out var value);
                return Iteration.Result(run, value, !isMore);
            });
        Realm.GeneratorPrototype.Tag("Generator");
    }

    private static Generator Of(Run run, JsValue self) =>
        self.Object as Generator ?? throw run.TypeError("It is called on what is no generator");
}
