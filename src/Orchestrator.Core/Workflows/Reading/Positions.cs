using System.Text;

namespace Orchestrator.Core.Workflows.Reading;

/// <summary>
/// From places in a UTF-8 text to lines and columns, both from 1; columns count UTF-16 units, as editors do.
/// </summary>
internal sealed class Positions(ReadOnlyMemory<byte> text)
{
    private int[]? _lines;

    public (int Line, int Column) At(int offset)
    {
        offset = Math.Clamp(offset, 0, text.Length);
        var lines = _lines ??= FindLines();
        var line = Array.BinarySearch(lines, offset);
        if (line < 0)
            line = ~line - 1;

        return (line + 1, Encoding.UTF8.GetCharCount(text.Span[lines[line]..offset]) + 1);
    }

    /// <summary>Where a character of a string stands, whose opening quotation mark is at an offset.</summary>
    public (int Line, int Column) InString(int offset, int character)
    {
        var bytes = text.Span;
        var place = offset + 1;
        for (var seen = 0; seen < character && place < bytes.Length && bytes[place] != '"';)
        {
            if (bytes[place] == '\\')
            {
                place += place + 1 < bytes.Length && bytes[place + 1] == 'u' ? 6 : 2;
                seen++;
                continue;
            }

            _ = Rune.DecodeFromUtf8(bytes[place..], out var rune, out var length);
            place += length;
            seen += rune.Utf16SequenceLength;
        }

        return At(place);
    }

    private int[] FindLines()
    {
        var bytes = text.Span;
        var lines = new List<int> { 0 };
        for (var index = 0; index < bytes.Length; index++)
        {
            if (bytes[index] == '\n')
                lines.Add(index + 1);
        }

        return [.. lines];
    }
}
