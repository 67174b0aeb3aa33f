using Orchestrator.Core.Expressions.JavaScript.BuiltIns;
using Orchestrator.Core.Expressions.JavaScript.Running;

namespace Orchestrator.Core.Expressions.JavaScript.Values;

internal enum PromiseState
{
    Pending,
    Fulfilled,
    Rejected,
}

/// <summary>
/// A promise: nothing outside of the program settles one, so each is settled when the program has run.
/// </summary>
internal sealed class JsPromise() : JsObject(Realm.PromisePrototype)
{
    private readonly List<Action> _waiting = [];

    public PromiseState State { get; private set; }

    /// <summary>What it was settled with.</summary>
    public JsValue Result { get; private set; }

    public override string ClassName => "Promise";

    /// <summary>Settles it with a value, or as another promise will be.</summary>
    public void Resolve(Run run, JsValue value)
    {
        if (State != PromiseState.Pending)
            return;
        if (ReferenceEquals(value.Object, this))
        {
            Settle(run, PromiseState.Rejected, run.TypeError("A promise cannot wait for itself").Value);
            return;
        }

        if (value.Object is JsPromise other)
            other.Then(run, () => Settle(run, other.State, other.Result));
        else if (value.Object?.Get(run, "then").Function is { } then)
            run.Jobs.Add(() => Promises.Guarded(run, this, () => then.Call(run, value, Promises.Settlers(run, this))));
        else
            Settle(run, PromiseState.Fulfilled, value);
    }

    public void Reject(Run run, JsValue reason) => Settle(run, PromiseState.Rejected, reason);

    /// <summary>Runs something when it is settled.</summary>
    public void Then(Run run, Action job)
    {
        run.Allocate(96);
        if (State == PromiseState.Pending)
            _waiting.Add(job);
        else
            run.Jobs.Add(job);
    }

    private void Settle(Run run, PromiseState state, JsValue result)
    {
        if (State != PromiseState.Pending)
            return;

        (State, Result) = (state, result);
        foreach (var job in _waiting)
            run.Jobs.Add(job);
        _waiting.Clear();
    }
}
