using System.Collections.Frozen;
using Orchestrator.Core.Expressions.Liquid.Tags;

namespace Orchestrator.Core.Expressions.Liquid;

/// <summary>From the parts of a template to the statements that are rendered.</summary>
internal sealed class TemplateParser(
    string text, IReadOnlyList<Part> parts, LiquidLimits limits, UsedNames names, int depth = 0)
{
    private static readonly FrozenDictionary<string, Func<Tag, Statement>> Tags =
        new Dictionary<string, Func<Tag, Statement>>
        {
            ["assign"] = AssignTag.Parse,
            ["break"] = tag => JumpTag.Parse(tag, Flow.Break),
            ["capture"] = CaptureTag.Parse,
            ["case"] = CaseTag.Parse,
            ["continue"] = tag => JumpTag.Parse(tag, Flow.Continue),
            ["cycle"] = CycleTag.Parse,
            ["decrement"] = tag => CountTag.Parse(tag, isUp: false),
            ["echo"] = tag => new OutputStatement(tag.Offset, tag.LastFiltered()),
            ["for"] = ForTag.Parse,
            ["if"] = tag => IfTag.Parse(tag, isUnless: false),
            ["increment"] = tag => CountTag.Parse(tag, isUp: true),
            ["liquid"] = LinesTag.Parse,
            ["unless"] = tag => IfTag.Parse(tag, isUnless: true),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    private int _next;
    private int _depth = depth;

    /// <summary>The whole template.</summary>
    /// <exception cref="ScriptSyntaxException">It is no template.</exception>
    public Block Parse() => ParseBlock([], opener: null).Body;

    /// <summary>Statements up to a tag of one of these names, which is taken.</summary>
    /// <param name="ends">The names; none for a whole template.</param>
    /// <param name="opener">What opened the block; null for a whole template.</param>
    public (Block Body, string End, Tag? EndTag) ParseBlock(IReadOnlyList<string> ends, Tag? opener)
    {
        if (++_depth > limits.DepthMax)
            throw Place.Wrong(text, parts[_next].Start, $"Blocks are nested more than {limits.DepthMax} deep");

        var statements = new List<Statement>();
        while (_next < parts.Count)
        {
            var part = parts[_next++];
            if (part.Kind != PartKind.Tag)
            {
                statements.Add(Simple(part));
                continue;
            }

            var tag = new Tag(this, part, new ExpressionParser(new MarkupCursor(text, part), limits, names));
            if (ends.Contains(tag.Name))
            {
                _depth--;
                return (new Block(statements), tag.Name, tag);
            }

            statements.Add(Statement(tag));
        }

        if (opener is not null)
            throw Place.Wrong(text, opener.Offset, $"'{{% {ends[^1]} %}}' was expected after this '{opener.Name}'");

        return (new Block(statements), "", null);
    }

    /// <summary>Lines of tags, within a tag of their own.</summary>
    public Block ParseLines(Part within)
    {
        var lines = new List<Part>();
        for (var start = within.Start; start < within.End;)
        {
            var length = text.AsSpan(start, within.End - start).IndexOf('\n');
            var end = length < 0 ? within.End : start + length;
            if (text.AsSpan(start, end - start).Trim() is { IsEmpty: false } line && line[0] != '#')
                lines.Add(new(PartKind.Tag, start, end));
            start = end + 1;
        }

        return new TemplateParser(text, lines, limits, names, _depth).Parse();
    }

    private Statement Simple(Part part)
    {
        if (part.Kind == PartKind.Text)
            return new TextStatement(part.Start, text[part.Start..part.End]);

        var expressions = new ExpressionParser(new MarkupCursor(text, part), limits, names);
        var output = new OutputStatement(expressions.Cursor.Offset, expressions.Filtered());
        expressions.Cursor.ExpectEnd();
        return output;
    }

    private Statement Statement(Tag tag) =>
        Tags.TryGetValue(tag.Name, out var parse)
            ? parse(tag)
            : throw Place.Wrong(text, tag.Offset, tag.Name is "include" or "render"
                ? $"'{tag.Name}' needs other templates, and there are none. Write the text here"
                : $"There is no tag '{tag.Name}' here");
}
