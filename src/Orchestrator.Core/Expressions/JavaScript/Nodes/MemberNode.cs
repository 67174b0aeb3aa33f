using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

/// <summary>A member by its name, <c>a.b</c>, or by what an expression gives, <c>a[b]</c>.</summary>
/// <param name="owner">What it is a member of.</param>
/// <param name="name">Its name; null where <paramref name="key"/> says it.</param>
/// <param name="key">What gives its name.</param>
/// <param name="isOptional">Whether it is written <c>?.</c>.</param>
internal sealed class MemberNode(ExpressionNode owner, string? name, ExpressionNode? key, bool isOptional)
    : ReferenceNode(Over(owner, key))
{
    public ExpressionNode Owner => owner;

    public string? Name => name;

    public ExpressionNode? Key => key;

    /// <summary>Whether what cannot be set fails; else it is left as it is.</summary>
    public bool IsStrict { get; init; }

    public override string Shown =>
        owner.Height > 5 ? name ?? "A member"
            : name is null ? $"{owner.Shown}[...]"
            : owner is ThisNode or NameNode or MemberNode ? $"{owner.Shown}.{PropertyKey.Shown(name)}"
            : $"(intermediate value).{PropertyKey.Shown(name)}";

    public override JsValue Evaluate(Frame frame)
    {
        var its = owner.Evaluate(frame);
        return ReadFrom(frame, its);
    }

    public override JsValue EvaluateCallee(Frame frame, out JsValue self)
    {
        self = owner.Evaluate(frame);
        return ReadFrom(frame, self);
    }

    public override Place Locate(Frame frame)
    {
        var its = owner.Evaluate(frame);
        var by = name ?? key!.Evaluate(frame);
        frame.Run.At = At;
        if (its.IsNullish)
            throw frame.Run.TypeError($"Cannot read property '{Access.Name(by)}' of {Run.Describe(its)}");
        return new(its, by.IsNumber ? by : PropertyKeyOf(frame.Run, by));
    }

    public override JsValue Read(Frame frame, Place place) => Access.Get(frame.Run, place.Owner, place.Key);

    public override void Write(Frame frame, Place place, JsValue value)
    {
        frame.Run.At = At;
        if (!IsStrict || place.Owner.Object is JsArray { IsExtensible: true })
            Access.Set(frame.Run, place.Owner, place.Key, value);
        else if (place.Owner.Object is not { } its || !its.Set(frame.Run, PropertyKey.Of(frame.Run, place.Key), value))
            throw frame.Run.TypeError($"Cannot assign to property '{Access.Name(place.Key)}' of "
                + Run.Describe(place.Owner));
    }

    public override void Store(Frame frame, JsValue value, bool declares) => Write(frame, Locate(frame), value);

    private JsValue ReadFrom(Frame frame, JsValue its)
    {
        // Within a chain of ?. what was not there leaves all that follows out.
        if (its.IsUnset || (isOptional && its.IsNullish))
            return JsValue.Unset;

        if (name is not null)
        {
            if (its.IsNullish)
                frame.Run.At = At;
            return Access.Get(frame.Run, its, name);
        }

        var by = key!.Evaluate(frame);
        frame.Run.At = At;
        return Access.Get(frame.Run, its, by);
    }

    private static JsValue PropertyKeyOf(Run run, JsValue by) => by.Symbol is null ? PropertyKey.Of(run, by) : by;
}
