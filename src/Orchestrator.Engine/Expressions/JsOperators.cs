using Jint.Parser.Ast;
using Orchestrator.Core.Values;

namespace Orchestrator.Engine.Expressions;

/// <summary>Operators on values, as ECMAScript 5 defines them (11.4 to 11.9).</summary>
internal static class JsOperators
{
    public static Js Apply(BinaryOperator operation, Js left, Js right) => operation switch
    {
        BinaryOperator.Plus => Add(left, right),
        BinaryOperator.Minus => (Value)(left.ToNumber() - right.ToNumber()),
        BinaryOperator.Times => (Value)(left.ToNumber() * right.ToNumber()),
        BinaryOperator.Divide => (Value)(left.ToNumber() / right.ToNumber()),
        BinaryOperator.Modulo => (Value)(left.ToNumber() % right.ToNumber()),
        BinaryOperator.Equal => (Value)LooselyEqual(left, right),
        BinaryOperator.NotEqual => (Value)!LooselyEqual(left, right),
        BinaryOperator.StrictlyEqual => (Value)StrictlyEqual(left, right),
        BinaryOperator.StricltyNotEqual => (Value)!StrictlyEqual(left, right),
        BinaryOperator.Less => Compare(left, right, (a, b) => a < b, order => order < 0),
        BinaryOperator.LessOrEqual => Compare(left, right, (a, b) => a <= b, order => order <= 0),
        BinaryOperator.Greater => Compare(left, right, (a, b) => a > b, order => order > 0),
        BinaryOperator.GreaterOrEqual => Compare(left, right, (a, b) => a >= b, order => order >= 0),
        BinaryOperator.BitwiseAnd => (Value)(double)(
            JsNumber.ToInt32(left.ToNumber()) & JsNumber.ToInt32(right.ToNumber())),
        BinaryOperator.BitwiseOr => (Value)(double)(
            JsNumber.ToInt32(left.ToNumber()) | JsNumber.ToInt32(right.ToNumber())),
        BinaryOperator.BitwiseXOr => (Value)(double)(
            JsNumber.ToInt32(left.ToNumber()) ^ JsNumber.ToInt32(right.ToNumber())),
        _ => throw new NotDirectException(),
    };

    public static bool IsKnown(BinaryOperator operation) => operation is not (
        BinaryOperator.InstanceOf or BinaryOperator.In or BinaryOperator.LeftShift or BinaryOperator.RightShift
        or BinaryOperator.UnsignedRightShift);

    private static Js Add(Js left, Js right)
    {
        if (!left.IsText && !right.IsText && !left.IsObject && !right.IsObject)
            return (Value)(left.ToNumber() + right.ToNumber());

        var before = left.ToText();
        var after = right.ToText();
        if (before.Length + after.Length > DirectProgram.TextMax)
            throw new NotDirectException();

        return (Value)(before + after);
    }

    private static Js Compare(Js left, Js right, Func<double, double, bool> numbers, Func<int, bool> texts)
    {
        var areTexts = (left.IsText || left.IsObject) && (right.IsText || right.IsObject);
        return (Value)(areTexts
            ? texts(string.CompareOrdinal(left.ToText(), right.ToText()))
            : numbers(left.ToNumber(), right.ToNumber()));
    }

    private static bool StrictlyEqual(Js left, Js right)
    {
        // Objects are equal when they are the same one, which values do not know.
        if (left.IsObject && right.IsObject)
            throw new NotDirectException();

        return left.TypeName == right.TypeName && (left.Value.Kind == ValueKind.Number
            ? left.Value.AsNumber == right.Value.AsNumber
            : left.Value == right.Value);
    }

    private static bool LooselyEqual(Js left, Js right)
    {
        if (left.IsNullish || right.IsNullish)
            return left.IsNullish && right.IsNullish;
        if (left.TypeName == right.TypeName)
            return StrictlyEqual(left, right);
        if (left.IsObject)
            return LooselyEqual((Value)left.ToText(), right);
        if (right.IsObject)
            return LooselyEqual(left, (Value)right.ToText());

        return left.ToNumber() == right.ToNumber();
    }
}

/// <summary>What is to be computed needs the engine after all.</summary>
internal sealed class NotDirectException : Exception;
