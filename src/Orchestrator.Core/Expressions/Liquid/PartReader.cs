namespace Orchestrator.Core.Expressions.Liquid;

internal enum PartKind
{
    Text,

    /// <summary>What stands between two braces.</summary>
    Output,

    /// <summary>What stands between a brace with a percent sign and the same reversed.</summary>
    Tag,
}

/// <param name="Kind">What it is.</param>
/// <param name="Start">Where its content begins in the template.</param>
/// <param name="End">Where its content ends.</param>
internal readonly record struct Part(PartKind Kind, int Start, int End);

/// <summary>
/// Cuts a template into texts, outputs and tags, in time that grows with its length. What raw encloses is text; what
/// comment and doc enclose is left out; dashes take away the white space beside them.
/// </summary>
internal sealed class PartReader(string text)
{
    private readonly List<Part> _parts = [];
    private int _place;
    private bool _trims;

    /// <exception cref="ScriptSyntaxException">Something is not closed.</exception>
    public IReadOnlyList<Part> Read()
    {
        while (_place < text.Length)
        {
            var start = NextStart();
            AddText(_place, start, isTrimmed: IsDash(start + 2));
            _place = start;
            if (start < text.Length)
                ReadMarkup();
        }

        return _parts;
    }

    private int NextStart()
    {
        for (var place = _place; place < text.Length - 1; place++)
        {
            if (text[place] == '{' && text[place + 1] is ('{' or '%'))
                return place;
        }

        return text.Length;
    }

    private void AddText(int start, int end, bool isTrimmed)
    {
        while (_trims && start < end && char.IsWhiteSpace(text[start]))
            start++;
        while (isTrimmed && end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        if (end > start)
            _parts.Add(new(PartKind.Text, start, end));
        _trims = false;
    }

    private void ReadMarkup()
    {
        var part = Markup();
        if (part.Kind == PartKind.Output)
        {
            _parts.Add(part);
            return;
        }

        var content = text.AsSpan(part.Start, part.End - part.Start).Trim();
        if (content is "raw")
            ReadEnclosed("endraw", isKept: true);
        else if (content is "comment")
            ReadEnclosed("endcomment", isKept: false);
        else if (content is "doc")
            ReadEnclosed("enddoc", isKept: false);
        else if (!content.StartsWith("#"))
            _parts.Add(part);
    }

    /// <summary>Reads what stands at the place, and goes behind it.</summary>
    private Part Markup()
    {
        var kind = text[_place + 1] == '%' ? PartKind.Tag : PartKind.Output;
        var start = _place + 2 + (IsDash(_place + 2) ? 1 : 0);
        var end = Close(start, kind == PartKind.Tag ? "%}" : "}}");
        _trims = end > start && text[end - 1] == '-';
        _place = end + 2;
        return new(kind, start, _trims ? end - 1 : end);
    }

    /// <summary>Where it is closed: what stands in quotation marks closes nothing, except in a comment.</summary>
    private int Close(int start, string close)
    {
        var isComment = text.AsSpan(start).TrimStart().StartsWith("#");
        for (var place = start; place < text.Length - 1; place++)
        {
            if (text.AsSpan(place).StartsWith(close))
                return place;
            if (isComment || text[place] is not ('"' or '\''))
                continue;

            var end = Quoted.End(text, place, text.Length);
            place = end >= 0 ? end : throw Place.Wrong(text, place, "A quotation mark is never closed");
        }

        throw Place.Wrong(text, text.Length, $"End of tag '{close}' was expected");
    }

    private void ReadEnclosed(string endName, bool isKept)
    {
        var (start, trims) = (_place, _trims);
        for (var at = Tag(start); at >= 0; at = Tag(at + 2))
        {
            if (!IsEnd(at, endName))
                continue;

            var (place, trimsAfter) = (_place, _trims);
            _trims = trims;
            if (isKept)
                AddText(start, at, isTrimmed: IsDash(at + 2));
            (_place, _trims) = (place, trimsAfter);
            return;
        }

        throw Place.Wrong(text, text.Length, $"'{{% {endName} %}}' was expected");
    }

    private int Tag(int from) => text.IndexOf("{%", from, StringComparison.Ordinal);

    /// <summary>Whether the tag there is the one that ends; if so it goes behind it.</summary>
    private bool IsEnd(int tag, string name)
    {
        var place = Blanks(tag + 2 + (IsDash(tag + 2) ? 1 : 0));
        if (!text.AsSpan(place).StartsWith(name))
            return false;

        place = Blanks(place + name.Length);
        var trims = IsDash(place);
        place += trims ? 1 : 0;
        if (!text.AsSpan(place).StartsWith("%}"))
            return false;

        (_place, _trims) = (place + 2, trims);
        return true;
    }

    private int Blanks(int place)
    {
        while (place < text.Length && char.IsWhiteSpace(text[place]))
            place++;

        return place;
    }

    private bool IsDash(int place) => place < text.Length && text[place] == '-';
}
