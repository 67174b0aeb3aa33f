using System.Globalization;

namespace Orchestrator.Core.Expressions.Liquid;

/// <summary>Reads what stands within one tag or output, token by token.</summary>
internal sealed class MarkupCursor(string text, Part part)
{
    private int _place = part.Start;

    /// <summary>Where it is in the template; white space before the next token is passed.</summary>
    public int Offset
    {
        get
        {
            while (_place < part.End && char.IsWhiteSpace(text[_place]))
                _place++;
            return _place;
        }
    }

    public bool AtEnd => Offset >= part.End;

    public ScriptSyntaxException Wrong(string message) => WrongAt(Offset, message);

    public ScriptSyntaxException WrongAt(int offset, string message) => Place.Wrong(text, offset, message);

    /// <exception cref="ScriptSyntaxException">There is more.</exception>
    public void ExpectEnd()
    {
        if (!AtEnd)
            throw Wrong($"'{Rest()}' was not expected here");
    }

    public void Expect(string token)
    {
        if (!Take(token))
            throw Wrong(AtEnd ? $"'{token}' is missing" : $"'{token}' was expected, not '{Rest()}'");
    }

    /// <summary>Takes punctuation, where it stands next.</summary>
    public bool Take(string token)
    {
        if (!text.AsSpan(Offset, part.End - Offset).StartsWith(token))
            return false;

        _place += token.Length;
        return true;
    }

    /// <summary>Takes a dot that follows at once; two of them are a range's.</summary>
    public bool TakeDot() => !text.AsSpan(_place, part.End - _place).StartsWith("..") && TakeAttached('.');

    /// <summary>Takes an opening bracket that follows at once.</summary>
    public bool TakeBracket() => TakeAttached('[');

    /// <summary>Takes a name that is exactly this word.</summary>
    public bool TakeWord(string word)
    {
        var start = Offset;
        if (TakeName() == word)
            return true;

        _place = start;
        return false;
    }

    /// <summary>
    /// A name: letters, digits, underscores and dashes, not digits alone; null where none stands next.
    /// </summary>
    public string? TakeName()
    {
        var start = Offset;
        var end = start;
        while (end < part.End && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '-'))
            end++;
        if (end == start || text[start] == '-' || !text.AsSpan(start, end - start).ContainsAnyExceptInRange('0', '9'))
            return null;

        _place = end;
        return text[start..end];
    }

    /// <summary>A name, where punctuation follows it, which stays; null where it is not so.</summary>
    public string? TakeNameBefore(string token)
    {
        var start = Offset;
        var name = TakeName();
        if (name is not null && text.AsSpan(Offset, part.End - Offset).StartsWith(token))
            return name;

        _place = start;
        return null;
    }

    public string ExpectName(string what) =>
        TakeName() ?? throw Wrong($"{what} was expected{(AtEnd ? "" : $", not '{Rest()}'")}");

    /// <summary>Digits alone, as in <c>list.0</c>.</summary>
    public string? TakeDigits()
    {
        var start = _place;
        while (_place < part.End && char.IsAsciiDigit(text[_place]))
            _place++;

        return _place > start ? text[start.._place] : null;
    }

    /// <summary>A text in quotation marks; null where none stands next.</summary>
    public string? TakeText()
    {
        var start = Offset;
        if (AtEnd || text[start] is not ('"' or '\''))
            return null;

        var end = Quoted.End(text, start, part.End);
        if (end < 0)
            throw Wrong("A quotation mark is never closed");

        _place = end + 1;
        return Quoted.Content(text.AsSpan(start + 1, end - start - 1));
    }

    /// <summary>A number such as -1.50; null where none stands next.</summary>
    public decimal? TakeNumber()
    {
        var start = Offset;
        var place = start;
        if (place < part.End && text[place] is '-' or '+')
            place++;
        var digits = Digits(ref place);
        if (place < part.End - 1 && text[place] == '.' && char.IsAsciiDigit(text[place + 1]))
        {
            place++;
            digits += Digits(ref place);
        }

        if (digits == 0)
            return null;
        if (!decimal.TryParse(
            text.AsSpan(start, place - start), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            throw Wrong("The number is too large");

        _place = place;
        return number;
    }

    /// <summary>What was taken since a place.</summary>
    public string Since(int start) => text[start.._place];

    private bool TakeAttached(char token)
    {
        if (_place >= part.End || text[_place] != token)
            return false;

        _place++;
        return true;
    }

    private int Digits(ref int place)
    {
        var start = place;
        while (place < part.End && char.IsAsciiDigit(text[place]))
            place++;

        return place - start;
    }

    private string Rest()
    {
        var rest = text.AsSpan(Offset, part.End - Offset).TrimEnd();
        return rest.Length <= 20 ? rest.ToString() : $"{rest[..20]}...";
    }
}
