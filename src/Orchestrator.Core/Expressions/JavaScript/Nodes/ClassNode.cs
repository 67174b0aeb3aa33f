using Orchestrator.Core.Expressions.JavaScript.BuiltIns;
using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

/// <summary>A class as it is written.</summary>
internal sealed class ClassNode(
    ExpressionNode? parent, FunctionNode constructor, MemberPart[] members, Layout layout, NameNode? self)
    : ExpressionNode(Over([.. members.Select(member => member.Key)], parent, constructor))
{
    public override void TakeName(string name) => constructor.TakeName(name);

    public override JsValue Evaluate(Frame frame)
    {
        var outer = frame.Scope;
        BlockNode.Enter(frame, layout);
        try
        {
            return Make(frame);
        }
        finally
        {
            frame.Scope = outer;
        }
    }

    private Closure Make(Frame frame)
    {
        var run = frame.Run;
        run.Allocate(256);
        var (parentClass, parentPrototype) = Parent(frame);
        var prototype = new JsObject(parentPrototype);
        var made = new Closure(constructor, frame)
        {
            IsClass = true,
            Home = prototype,
            InstancePrototype = prototype,
        };
        if (parentClass is not null)
            made.Prototype = parentClass;
        prototype.Define(run, "constructor", new(made, PropertyTraits.Hidden));
        self?.Store(frame, made, declares: true);

        var fields = new List<(string, Closure?)>();
        var own = new List<(string, Closure?)>();
        foreach (var member in members)
        {
            var (into, key) = (member.IsStatic ? made : prototype, member.KeyIn(frame));
            if (member.Kind is MemberKind.Field or MemberKind.Block)
                (member.IsStatic ? own
                    : fields).Add((key, (member.Value as FunctionNode)?.MakeMethod(frame, into, key)));
            else
                member.Define(frame, into, key, PropertyTraits.Hidden);
        }

        made.Fields = fields;
        foreach (var (key, value) in own)
        {
            var given = value?.Invoke(run, made, [], null).Value ?? JsValue.Undefined;
            if (key != MemberPart.BlockName)
                made.Define(run, key, new(given));
        }

        return made;
    }

    private (JsFunction? Class, JsObject? Prototype) Parent(Frame frame)
    {
        if (parent is null)
            return (null, Realm.ObjectPrototype);

        var given = parent.Evaluate(frame);
        if (given.IsNull)
            return (null, null);

        frame.Run.At = parent.At;
        if (given.Function is not { IsConstructor: true } its)
            throw frame.Run.TypeError($"Class extends value {Run.Describe(given)} is not a constructor or null");
        return (its, its.Get(frame.Run, "prototype").Object);
    }
}
