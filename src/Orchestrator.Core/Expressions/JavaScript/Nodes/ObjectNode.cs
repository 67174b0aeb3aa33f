using Orchestrator.Core.Expressions.JavaScript.BuiltIns;
using Orchestrator.Core.Expressions.JavaScript.Running;
using Orchestrator.Core.Expressions.JavaScript.Values;

namespace Orchestrator.Core.Expressions.JavaScript.Nodes;

internal enum MemberKind
{
    Value,
    Method,
    Getter,
    Setter,
    Spread,
    Field,

    /// <summary><c>static { }</c>, which runs when its class is made.</summary>
    Block,

    /// <summary><c>{a = 1}</c>, which is no object but may become a pattern.</summary>
    Default,
}

/// <summary>A member as an object or a class has it written.</summary>
/// <param name="Kind">What kind of member.</param>
/// <param name="Name">Its name; null where <paramref name="Key"/> says it, or where members are spread.</param>
/// <param name="Key">What gives its name.</param>
/// <param name="Value">Its value, function or default; null for a field without one.</param>
/// <param name="IsStatic">Whether it is the class's own.</param>
internal sealed record MemberPart(
    MemberKind Kind, string? Name, ExpressionNode? Key, ExpressionNode? Value, bool IsStatic = false)
{
    /// <summary>What stands for the name of a static block: no name of a program.</summary>
    public const string BlockName = JsSymbol.Prefix + "{}";

    public int At { get; init; }

    public bool IsShorthand { get; init; }

    public string KeyIn(Frame frame) => Name ?? PropertyKey.Of(frame.Run, Key!.Evaluate(frame));

    /// <summary>Puts a method, getter or setter into an object.</summary>
    public void Define(Frame frame, JsObject into, string key, PropertyTraits traits)
    {
        var before = Kind switch { MemberKind.Getter => "get ", MemberKind.Setter => "set ", _ => "" };
        var function = ((FunctionNode)Value!).MakeMethod(frame, into, key, before);
        if (Kind == MemberKind.Method)
        {
            into.Define(frame.Run, key, new(function, traits));
            return;
        }

        var other = into.TryGetOwn(key, out var property) ? property.Value.Accessor : null;
        var accessor = Kind == MemberKind.Getter
            ? new Accessor(function, other?.Setter)
            : new Accessor(other?.Getter, function);
        into.Define(frame.Run, key, new(JsValue.From(accessor), traits & ~PropertyTraits.Writable));
    }
}

/// <summary>An object as it is written.</summary>
internal sealed class ObjectNode(MemberPart[] members)
    : ExpressionNode(Over([.. members.Select(member => member.Value), .. members.Select(member => member.Key)]))
{
    public MemberPart[] Members => members;

    public override JsValue Evaluate(Frame frame)
    {
        frame.Run.Allocate(96);
        var made = new JsObject(Realm.ObjectPrototype);
        foreach (var member in members)
            Add(frame, made, member);
        return made;
    }

    private static void Add(Frame frame, JsObject made, MemberPart member)
    {
        var run = frame.Run;
        if (member.Kind == MemberKind.Spread)
        {
            Spread(run, member.Value!.Evaluate(frame), made);
            return;
        }

        var key = member.KeyIn(frame);
        if (member.Kind != MemberKind.Value)
        {
            member.Define(frame, made, key, PropertyTraits.Plain);
            return;
        }

        var value = member is { Key: not null, Value: FunctionNode { Name.Length: 0 } function }
            ? function.MakeNamed(frame, key)
            : member.Value!.Evaluate(frame);
        if (key == "__proto__" && member is { Key: null, IsShorthand: false })
        {
            if (value.Object is not null || value.IsNull)
                made.Prototype = value.Object;
            return;
        }

        made.Define(run, key, new(value));
    }

    private static void Spread(Run run, JsValue from, JsObject into)
    {
        if (!from.IsNullish)
            CopyMembers(run, Conversion.ToObject(run, from), into, []);
    }

    public static void CopyMembers(Run run, JsObject from, JsObject into, HashSet<string> without)
    {
        foreach (var key in from.OwnKeys(run))
        {
            if (!without.Contains(key) && from.TryGetOwn(key, out var property) && property.IsEnumerable)
                into.Define(run, key, new(property.Read(run, from)));
        }
    }
}
