using Orchestrator.Core.Expressions.Liquid.Filters;

namespace Orchestrator.Core.Expressions.Liquid;

/// <summary>Reads expressions from a tag or an output.</summary>
internal sealed class ExpressionParser(MarkupCursor cursor, LiquidLimits limits, UsedNames names)
{
    private static readonly (string Token, Comparison Comparison)[] Operators =
    [
        ("==", Comparison.Same),
        ("!=", Comparison.NotSame),
        ("<>", Comparison.NotSame),
        ("<=", Comparison.LessOrSame),
        (">=", Comparison.MoreOrSame),
        ("<", Comparison.Less),
        (">", Comparison.More),
    ];

    private static readonly (string Word, Comparison Comparison)[] Words =
    [
        ("contains", Comparison.Contains),
        ("startswith", Comparison.StartsWith),
        ("endswith", Comparison.EndsWith),
    ];

    private int _depth;

    public MarkupCursor Cursor => cursor;

    /// <summary>A condition, and filters after it.</summary>
    public LiquidExpression Filtered()
    {
        var inner = Condition();
        var calls = new List<FilterCall>();
        while (cursor.Take("|"))
            calls.Add(Call());

        return calls.Count == 0 ? inner : new FilteredExpression(inner, calls);
    }

    public LiquidExpression Condition()
    {
        var terms = new List<LiquidExpression> { Compared() };
        var ands = new List<bool>();
        while (TakeJoin() is { } isAnd)
        {
            ands.Add(isAnd);
            terms.Add(Compared());
        }

        return terms.Count == 1 ? terms[0] : new ConditionExpression(terms, ands);
    }

    /// <summary>A literal, a path or a range.</summary>
    public LiquidExpression Primary()
    {
        if (cursor.TakeText() is { } text)
            return new ConstantExpression(LiquidValue.Of(text));

        if (cursor.TakeName() is { } name)
            return Path(name);
        if (cursor.TakeNumber() is { } number)
            return new ConstantExpression(LiquidValue.Of(number));
        if (cursor.Take("("))
            return Range();

        throw cursor.Wrong(cursor.AtEnd ? "A value is missing" : "A value was expected");
    }

    private bool? TakeJoin() => cursor.TakeWord("and") ? true : cursor.TakeWord("or") ? false : null;

    private LiquidExpression Compared()
    {
        var left = Primary();
        foreach (var (token, comparison) in Operators)
        {
            if (cursor.Take(token))
                return new ComparisonExpression(left, comparison, Primary());
        }

        foreach (var (word, comparison) in Words)
        {
            if (cursor.TakeWord(word))
                return new ComparisonExpression(left, comparison, Primary());
        }

        return left;
    }

    private LiquidExpression Path(string root)
    {
        var members = new List<LiquidExpression>();
        while (true)
        {
            if (cursor.TakeBracket())
                members.Add(Index());
            else if (cursor.TakeDot())
                members.Add(new ConstantExpression(LiquidValue.Of(NameOfMember())));
            else
                break;
        }

        if (members.Count == 0 && Constant(root) is { } constant)
            return new ConstantExpression(constant);

        names.Note(root, members is [ConstantExpression { Value.Text: { } first }, ..] ? first : null);
        return new PathExpression(root, members);
    }

    private string NameOfMember() =>
        cursor.TakeName() ?? cursor.TakeDigits() ?? throw cursor.Wrong("The name of a member was expected");

    private LiquidExpression Index()
    {
        Deepen();
        var index = Primary();
        cursor.Expect("]");
        _depth--;
        return index;
    }

    private RangeExpression Range()
    {
        Deepen();
        var from = Primary();
        cursor.Expect("..");
        var to = Primary();
        cursor.Expect(")");
        _depth--;
        return new RangeExpression(from, to);
    }

    private FilterCall Call()
    {
        var offset = cursor.Offset;
        var name = cursor.ExpectName("The name of a filter");
        var arguments = new List<LiquidExpression>();
        var named = new List<(string, LiquidExpression)>();
        if (cursor.Take(":"))
        {
            do
            {
                if (cursor.TakeNameBefore(":") is { } argument)
                {
                    cursor.Expect(":");
                    named.Add((argument, Primary()));
                }
                else
                {
                    arguments.Add(Primary());
                }
            }
            while (cursor.Take(","));
        }

        var filter = LiquidFilters.Find(name);
        if (LiquidFilters.Problem(name, filter, arguments.Count) is { } problem)
            throw cursor.WrongAt(offset, problem);

        return new(filter, name, offset, arguments, named);
    }

    private void Deepen()
    {
        if (++_depth > limits.DepthMax)
            throw cursor.Wrong($"Brackets are nested more than {limits.DepthMax} deep");
    }

    private static LiquidValue? Constant(string name) => name switch
    {
        "nil" or "null" => LiquidValue.Nil,
        "true" => LiquidValue.True,
        "false" => LiquidValue.False,
        "empty" => LiquidValue.EmptyWord,
        "blank" => LiquidValue.BlankWord,
        _ => null,
    };
}
