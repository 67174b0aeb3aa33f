using Orchestrator.Core.Expressions.JavaScript.BuiltIns;
using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

/// <summary>A target that takes a default where what is assigned is undefined.</summary>
internal sealed class DefaultNode(ExpressionNode target, ExpressionNode value)
    : ExpressionNode(Over(target, value)), ITarget
{
    public ExpressionNode Target => target;

    public override JsValue Evaluate(Frame frame) => JsValue.Undefined;

    public void Store(Frame frame, JsValue given, bool declares) =>
        ((ITarget)target).Store(frame, given.IsUndefined ? value.Evaluate(frame) : given, declares);
}

/// <summary>Items of something, each to a target of its own; the last one may take the rest.</summary>
internal sealed class ArrayPatternNode(ExpressionNode?[] targets, ExpressionNode? rest)
    : ExpressionNode(Over(targets, rest)), ITarget
{
    public IEnumerable<ExpressionNode> Targets => targets.OfType<ExpressionNode>().Concat(rest is null ? [] : [rest]);

    public override JsValue Evaluate(Frame frame) => JsValue.Undefined;

    public void Store(Frame frame, JsValue value, bool declares)
    {
        frame.Run.At = At;
        frame.Run.Step(1 + targets.Length);
        using var items = Iteration.Of(frame.Run, value).GetEnumerator();
        foreach (var target in targets)
        {
            var item = items.MoveNext() ? items.Current : JsValue.Undefined;
            (target as ITarget)?.Store(frame, item, declares);
        }

        if (rest is null)
            return;

        var others = new JsArray(frame.Run, 0);
        while (items.MoveNext())
            others.Add(items.Current);
        ((ITarget)rest).Store(frame, others, declares);
    }
}

/// <summary>Members of something, each to a target of its own; the last one may take the rest.</summary>
internal sealed class ObjectPatternNode(MemberPart[] members, ExpressionNode? rest)
    : ExpressionNode(Over([.. members.Select(member =>
    member.Value), .. members.Select(member => member.Key)], rest)), ITarget
{
    public IEnumerable<ExpressionNode> Targets =>
        members.Select(member => member.Value!).Concat(rest is null ? [] : [rest]);

    public override JsValue Evaluate(Frame frame) => JsValue.Undefined;

    public void Store(Frame frame, JsValue value, bool declares)
    {
        var run = frame.Run;
        run.At = At;
        if (value.IsNullish)
            throw run.TypeError($"Cannot destructure '{Run.Describe(value)}' as it is {Run.Describe(value)}.");

        run.Step(1 + members.Length);
        var taken = rest is null ? null : new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            var key = member.KeyIn(frame);
            taken?.Add(key);
            ((ITarget)member.Value!).Store(frame, Access.Get(run, value, key), declares);
        }

        if (rest is null)
            return;

        var others = new JsObject(Realm.ObjectPrototype);
        run.Step(4 + members.Length);
        run.Allocate(96 + (members.Length * 40L));
        ObjectNode.CopyMembers(run, Conversion.ToObject(run, value), others, taken!);
        ((ITarget)rest).Store(frame, others, declares);
    }
}
