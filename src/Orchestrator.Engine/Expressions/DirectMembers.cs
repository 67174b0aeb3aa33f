using System.Collections.Frozen;
using System.Globalization;
using Jint.Parser.Ast;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Values;
using Expression = Jint.Parser.Ast.Expression;

namespace Orchestrator.Engine.Expressions;

/// <summary>Members of values: x.y, x["y"], x[0], x.length, and variables.X.</summary>
internal static class DirectMembers
{
    /// <summary>What values inherit: functions, which are no values.</summary>
    private static readonly FrozenSet<string> Inherited = new[]
    {
        "toString", "toLocaleString", "valueOf", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "constructor",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static Computation? Compile(MemberExpression it, Func<Expression, Computation?> compile)
    {
        var name = it.Computed ? compile(it.Property) : Constant(((Identifier)it.Property).Name);
        if (name is null)
            return null;
        if (it.Object is Identifier { Name: "variables" })
            return scope => DirectCalls.Variable(scope, name(scope).ToText());
        if (compile(it.Object) is not { } target)
            return null;

        return scope => Member(target(scope), name(scope));
    }

    private static Computation Constant(string name)
    {
        Value value = name;
        return _ => value;
    }

    /// <summary>What the engine must say, or knows better, is left to it.</summary>
    private static Js Member(Js target, Js name) => target.Value.Kind switch
    {
        ValueKind.Object => OfObject(target.Value.Members, name.ToText()),
        ValueKind.Array => OfArray(target.Value.Items, name),
        ValueKind.String => OfText(target.Value.AsString!, name),
        _ => throw new NotDirectException(),
    };

    private static Js OfObject(Members members, string name) =>
        members.TryGet(name, out var value) ? value
            : Inherited.Contains(name) ? throw new NotDirectException()
            : Js.Undefined;

    private static Js OfArray(ReadOnlySpan<Value> items, Js name)
    {
        if (Index(name) is { } index)
            return index < items.Length ? items[index] : Js.Undefined;

        return name.ToText() == "length" ? (Value)items.Length : throw new NotDirectException();
    }

    private static Js OfText(string text, Js name)
    {
        if (Index(name) is { } index)
            return index < text.Length ? (Value)text[index].ToString() : Js.Undefined;

        return name.ToText() == "length" ? (Value)text.Length : throw new NotDirectException();
    }

    private static int? Index(Js name)
    {
        if (name.Value.Kind == ValueKind.Number)
            return name.Value.AsNumber is >= 0 and < int.MaxValue and var number && double.IsInteger(number)
                ? (int)number
                : null;

        return name.IsText
            && int.TryParse(name.Value.AsString, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && name.Value.AsString == index.ToString(CultureInfo.InvariantCulture) ? index : null;
    }
}
