using System.Globalization;

namespace Orchestrator.Core.Expressions.JavaScript.BuiltIns;

/// <summary>Characters beyond U+FFFF, which are two letters here.</summary>
internal sealed partial class PatternTranslation
{
    private const string Pairs = "[\\uD800-\\uDBFF][\\uDC00-\\uDFFF]";

    /// <summary>Where Unicode counts, two halves are one character.</summary>
    private string Whole(string set) => _isUnicode ? $"(?:{Pairs}|{set})" : set;

    /// <summary>A character beyond U+FFFF, which is two letters here; null where it is another one.</summary>
    private string? Pair()
    {
        var end = source.IndexOf('}', _at);
        if (_at + 1 >= source.Length || source[_at + 1] != '{' || end < 0
            || !int.TryParse(
                source.AsSpan(_at + 2, end - _at - 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
                    out var point)
            || point is < 0x10000 or > 0x10FFFF)
            return null;

        _at = end + 1;
        return char.ConvertFromUtf32(point);
    }

    /// <summary>A character of two halves, written as it is or with its number; null where it is another one.</summary>
    private string? PairHere()
    {
        if (_at + 1 < source.Length && char.IsSurrogatePair(source, _at))
        {
            _at += 2;
            NoRange();
            return source.Substring(_at - 2, 2);
        }

        if (source[_at] != '\\' || _at + 1 >= source.Length || source[_at + 1] != 'u')
            return null;

        _at++;
        var pair = Pair();
        if (pair is null)
            _at--;
        else
            NoRange();
        return pair;
    }

    private void NoRange()
    {
        if (_at + 1 < source.Length && source[_at] == '-' && source[_at + 1] != ']')
            throw new PatternException("A range cannot have characters beyond U+FFFF");
    }
}
