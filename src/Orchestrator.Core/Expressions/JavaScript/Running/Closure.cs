using Orchestrator.Core.Expressions.JavaScript.BuiltIns;
using Orchestrator.Core.Expressions.JavaScript.Nodes;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Running;

/// <summary>A function of the program, and the variables around it.</summary>
internal sealed class Closure(FunctionNode node, Frame maker, string? name = null) : JsFunction(Realm.FunctionPrototype)
{
    private readonly Scope? _scope = maker.Scope;
    private readonly Frame? _around = node.Kind == FunctionKind.Arrow ? maker.Lexical : null;
    private JsObject? _prototype;

    public FunctionNode Node => node;

    /// <summary>The object or class that it is a method of.</summary>
    public JsObject? Home { get; set; }

    /// <summary>Fields that a class gives its instances.</summary>
    public IReadOnlyList<(string Key, Closure? Value)> Fields { get; set; } = [];

    public bool IsClass { get; init; }

    public override bool IsConstructor =>
        node.Kind is FunctionKind.Plain or FunctionKind.Constructor or FunctionKind.DerivedConstructor
        && !node.IsAsync && !node.IsGenerator;

    /// <summary>What its instances begin with.</summary>
    public JsObject InstancePrototype
    {
        get => _prototype ??= MakePrototype();
        set => _prototype = value;
    }

    public override JsValue Call(Run run, JsValue self, JsValue[] arguments)
    {
        if (IsClass)
            throw run.TypeError($"Class constructor {node.Name} cannot be invoked without 'new'");

        return node.IsGenerator ? Generator.Make(run, this, self, arguments)
            : node.IsAsync ? Promises.Of(run, () => Invoke(run, self, arguments, null).Value)
            : Invoke(run, self, arguments, null).Value;
    }

    public override JsValue Construct(Run run, JsValue[] arguments, JsFunction target)
    {
        if (!IsConstructor)
            throw run.TypeError($"{node.Name} is not a constructor");

        run.Allocate(96);
        if (node.Kind == FunctionKind.DerivedConstructor)
        {
            var derived = Invoke(run, JsValue.Unset, arguments, target);
            return derived.Value.Object ?? ThisOf(run, derived);
        }

        var made = new JsObject(target.Get(run, "prototype").Object ?? Realm.ObjectPrototype);
        InitializeFields(run, made);
        return Invoke(run, made, arguments, target).Value.Object ?? made;
    }

    public void InitializeFields(Run run, JsValue self)
    {
        foreach (var (key, value) in Fields)
            self.Object!.Define(run, key, new(value is null ? JsValue.Undefined
                : value.Invoke(run, self, [], null).Value));
    }

    /// <summary>Ready to run its body: a frame with its parameters.</summary>
    public Frame Prepare(Run run, JsValue self, JsValue[] arguments, JsFunction? target)
    {
        run.Allocate(120 + (node.Layout.Slots * 16));
        var scope = node.Layout.Slots == 0 ? _scope : new Scope(new JsValue[node.Layout.Slots], _scope);
        var frame = new Frame(run, scope)
        {
            Arguments = arguments,
            Function = this,
            Around = _around,
            This = self,
            NewTarget = target,
        };
        foreach (var slot in node.Layout.Unset)
            scope!.Slots[slot] = JsValue.Unset;
        if (node.SelfSlot >= 0)
            scope!.Slots[node.SelfSlot] = this;
        if (node.ArgumentsSlot >= 0)
            scope!.Slots[node.ArgumentsSlot] = MakeArguments(run, arguments);
        Bind(frame, arguments);
        foreach (var hoisted in node.Functions)
            hoisted.Target.Store(frame, hoisted.Function.Make(frame), declares: true);
        return frame;
    }

    /// <summary>Its frame when it has run, with what it returned.</summary>
    public Frame Invoke(Run run, JsValue self, JsValue[] arguments, JsFunction? target)
    {
        run.EnterCall(node.Levels);
        try
        {
            var frame = Prepare(run, self, arguments, target);
            frame.Value = StatementNode.Run(node.Body, frame) == Completion.Return ? frame.Value : JsValue.Undefined;
            return frame;
        }
        finally
        {
            run.LeaveCall(node.Levels);
        }
    }

    public override bool TryGetOwn(string key, out Property property)
    {
        if (base.TryGetOwn(key, out property))
            return true;

        property = key switch
        {
            "prototype" when IsConstructor || node.IsGenerator =>
                new(InstancePrototype, IsClass ? PropertyTraits.None : PropertyTraits.Writable),
            "name" => new(name ?? node.Name, PropertyTraits.Configurable),
            "length" => new(node.Length, PropertyTraits.Configurable),
            _ => default,
        };
        return !property.Value.IsUndefined;
    }

    public override bool SetOwn(Run run, string key, JsValue value)
    {
        if (key == "prototype" && value.Object is { } prototype && !IsClass)
        {
            _prototype = prototype;
            return true;
        }

        return key is not ("name" or "length") && base.SetOwn(run, key, value);
    }

    private static JsArray MakeArguments(Run run, JsValue[] arguments) =>
        new(run, [.. arguments], arguments.Length) { IsArguments = true, Prototype = Realm.ArgumentsPrototype };

    private JsValue ThisOf(Run run, Frame frame) =>
        frame.This.IsUnset
            ? throw run.ReferenceError("Must call super constructor before returning from derived constructor")
            : frame.This;

    private void Bind(Frame frame, JsValue[] arguments)
    {
        if (node.PlainSlots is { } slots)
        {
            for (var index = 0; index < slots.Length && index < arguments.Length; index++)
                frame.Scope!.Slots[slots[index]] = arguments[index];
            return;
        }

        for (var index = 0; index < node.Parameters.Length; index++)
            ((ITarget)node.Parameters[index]).Store(frame, arguments.At(index), declares: true);
        if (node.Rest is not null)
            ((ITarget)node.Rest).Store(frame, JsArray.Of(frame.Run, [.. arguments.Skip(node.Parameters.Length)]),
                declares: true);
    }

    private JsObject MakePrototype()
    {
        var made = new JsObject(node.IsGenerator ? Realm.GeneratorPrototype : Realm.ObjectPrototype);
        if (!node.IsGenerator)
            made.Define(null, "constructor", new(this, PropertyTraits.Hidden));
        return made;
    }
}
