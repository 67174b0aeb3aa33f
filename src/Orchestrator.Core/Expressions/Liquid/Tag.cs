namespace Orchestrator.Core.Expressions.Liquid;

/// <summary>A tag that is being read: its name is taken, what follows the name is next.</summary>
internal sealed class Tag
{
    private readonly TemplateParser _template;
    private readonly Part _part;

    public Tag(TemplateParser template, Part part, ExpressionParser expressions)
    {
        (_template, _part, Expressions) = (template, part, expressions);
        Offset = Cursor.Offset;
        Name = Cursor.ExpectName("The name of a tag");
    }

    public ExpressionParser Expressions { get; }

    public MarkupCursor Cursor => Expressions.Cursor;

    public string Name { get; }

    /// <summary>Where its name stands in the template.</summary>
    public int Offset { get; }

    /// <summary>A condition that ends the tag.</summary>
    public LiquidExpression LastCondition()
    {
        var condition = Expressions.Condition();
        Cursor.ExpectEnd();
        return condition;
    }

    /// <summary>A value with filters that ends the tag.</summary>
    public LiquidExpression LastFiltered()
    {
        var value = Expressions.Filtered();
        Cursor.ExpectEnd();
        return value;
    }

    /// <summary>What follows this tag, up to one that ends it, whose name is given back.</summary>
    public Block Body(out string end, out Tag endTag, params string[] ends)
    {
        (var body, end, var ending) = _template.ParseBlock(ends, this);
        endTag = ending!;
        return body;
    }

    /// <summary>What follows this tag, up to the one that ends it.</summary>
    public Block Body(string end)
    {
        var body = Body(out _, out var ending, end);
        ending.Cursor.ExpectEnd();
        return body;
    }

    /// <summary>The rest of the tag as lines of tags.</summary>
    public Block Lines() => _template.ParseLines(_part with { Start = Cursor.Offset });
}
