using Orchestrator.Core.Expressions.JavaScript.BuiltIns;
using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

/// <summary>A name: found when the program was parsed, or else looked for among what all programs find.</summary>
internal sealed class NameNode(string name) : ReferenceNode(1)
{
    private const int Nowhere = -1;

    private int _hops = Nowhere;
    private int _slot;
    private bool _isConstant;
    private JsValue _builtIn;

    public string Name => name;

    public override string Shown => name;

    /// <summary>Whether it must be declared before it is set.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Whether the program does not declare it.</summary>
    public bool IsGlobal => _hops == Nowhere;

    /// <summary>The X where it is getX, and the program declares no such name.</summary>
    public string? Accessed { get; private set; }

    public void Resolve(int hops, int slot, bool isConstant) => (_hops, _slot, _isConstant) = (hops, slot, isConstant);

    public void ResolveGlobal(string? accessed)
    {
        Accessed = accessed;
        Realm.Globals.TryGetValue(name, out _builtIn);
    }

    public override JsValue Evaluate(Frame frame)
    {
        if (_hops == Nowhere)
            return Global(frame);

        var value = Find(frame);
        if (value.IsUnset)
            throw TooEarly(frame);
        return value;
    }

    /// <summary>As <c>typeof</c> reads it: undefined where there is no such name.</summary>
    public JsValue EvaluateIfKnown(Frame frame) =>
        _hops != Nowhere ? Evaluate(frame)
            : TryGlobal(frame.Run, out var value) ? value
            : JsValue.Undefined;

    public override Place Locate(Frame frame) => default;

    public override JsValue Read(Frame frame, Place place) => Evaluate(frame);

    public override void Write(Frame frame, Place place, JsValue value) => Store(frame, value, declares: false);

    public override void Store(Frame frame, JsValue value, bool declares)
    {
        if (_hops == Nowhere)
        {
            if (IsStrict && !TryGlobal(frame.Run, out _))
                throw Error(frame).ReferenceError($"{name} is not defined");
            StoreGlobal(frame.Run, value);
            return;
        }

        ref var slot = ref Find(frame);
        if (!declares && slot.IsUnset)
            throw TooEarly(frame);
        if (!declares && _isConstant)
            throw Error(frame).TypeError("Assignment to constant variable.");
        slot = value;
    }

    private ref JsValue Find(Frame frame)
    {
        var scope = frame.Scope!;
        for (var hop = _hops; hop > 0; hop--)
            scope = scope.Parent!;
        return ref scope.Slots[_slot];
    }

    private JsValue Global(Frame frame) =>
        TryGlobal(frame.Run, out var value) ? value : throw Error(frame).ReferenceError($"{name} is not defined");

    private bool TryGlobal(Run run, out JsValue value)
    {
        if (run.Globals?.TryGetValue(name, out value) == true)
            return true;

        value = _builtIn;
        return !value.IsUndefined || name == "undefined" || run.Host.TryGlobal(name, out value);
    }

    private void StoreGlobal(Run run, JsValue value)
    {
        run.Allocate(64);
        run.Globals ??= new(StringComparer.Ordinal);
        run.Globals[name] = value;
        run.CheckItems(run.Globals.Count);
    }

    private JsThrow TooEarly(Frame frame) =>
        Error(frame).ReferenceError($"Cannot access '{name}' before initialization");

    private Run Error(Frame frame)
    {
        frame.Run.At = At;
        return frame.Run;
    }
}
