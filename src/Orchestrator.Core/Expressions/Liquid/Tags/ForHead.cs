namespace Orchestrator.Core.Expressions.Liquid.Tags;

/// <summary>What a loop goes through: a list, from an offset, up to a limit, perhaps from its end.</summary>
internal sealed class ForHead
{
    private readonly LiquidExpression _source;
    private LiquidExpression? _limit;
    private LiquidExpression? _offset;
    private bool _isReversed;

    private ForHead(string name, LiquidExpression source) => (Name, _source) = (name, source);

    /// <summary>What the body calls each item.</summary>
    public string Name { get; }

    public static ForHead Parse(Tag tag)
    {
        var name = tag.Cursor.ExpectName("The name for each item");
        if (!tag.Cursor.TakeWord("in"))
            throw tag.Cursor.Wrong("'in' was expected");

        var head = new ForHead(name, tag.Expressions.Primary());
        while (!tag.Cursor.AtEnd)
        {
            tag.Cursor.Take(",");
            if (tag.Cursor.TakeWord("reversed"))
                head._isReversed = true;
            else if (tag.Cursor.TakeWord("limit"))
                head._limit = Argument(tag);
            else if (tag.Cursor.TakeWord("offset"))
                head._offset = Argument(tag);
            else
                tag.Cursor.ExpectEnd();
        }

        return head;
    }

    public IReadOnlyList<LiquidValue> Items(Rendering rendering)
    {
        var all = ItemsOf(_source.Evaluate(rendering), rendering);
        var place = $"for {Name} {(_source as PathExpression)?.Root}";
        var start = Math.Clamp(Start(rendering, place), 0, all.Count);
        var count = all.Count - start;
        if (_limit is not null)
        {
            var limit = Conversion.ToInteger(_limit.Evaluate(rendering));
            count = limit >= 0 ? Math.Min(count, limit) : (int)Math.Max(0, (long)count + limit);
        }

        rendering.SetCount(place, start + count);
        var items = all.Skip(start).Take(count);
        return [.. _isReversed ? items.Reverse() : items];
    }

    /// <summary>What a value is gone through as: members of an object as pairs of name and value.</summary>
    public static IReadOnlyList<LiquidValue> ItemsOf(LiquidValue value, Rendering rendering)
    {
        rendering.Step(1 + value.Items.Count);
        return value.Kind switch
        {
            LiquidKind.List => value.Items,
            LiquidKind.Object => [.. value.Members!.Names.Select(name => Pair(name, value.Members, rendering))],
            LiquidKind.Nil or LiquidKind.Empty or LiquidKind.Blank => [],
            LiquidKind.Text when value.Text!.Length == 0 => [],
            _ => [value],
        };
    }

    private static LiquidValue Pair(string name, ILiquidObject members, Rendering rendering)
    {
        rendering.Step();
        return LiquidValue.Of([LiquidValue.Of(name), members.Find(name)!]);
    }

    /// <summary>The word continue stands for where the last loop of the same name and list ended.</summary>
    private int Start(Rendering rendering, string place) => _offset switch
    {
        null => 0,
        PathExpression { Root: "continue", IsNameAlone: true } => rendering.Count(place),
        _ => Conversion.ToInteger(_offset.Evaluate(rendering)),
    };

    private static LiquidExpression Argument(Tag tag)
    {
        tag.Cursor.Expect(":");
        return tag.Expressions.Primary();
    }
}
