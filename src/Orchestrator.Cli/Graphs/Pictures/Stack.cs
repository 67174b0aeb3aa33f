namespace Orchestrator.Cli.Graphs.Pictures;

/// <summary>Pictures beneath each other, each entered where the one before is left.</summary>
internal static class Stack
{
    private const int Gap = 2;

    public static Picture Of(IReadOnlyList<Picture> pictures)
    {
        Picture[] parts = [.. pictures.Where(part => part != Picture.Nothing)];
        if (parts.Length == 0) return Picture.Nothing;

        var lefts = Lefts(parts);
        var marks = new List<Mark>();
        var y = 0;
        for (var index = 0; index < parts.Length; index++)
        {
            marks.AddRange(parts[index].At(lefts[index], y));
            y += parts[index].Height;
            if (index + 1 == parts.Length) break;

            var next = parts[index + 1];
            var gap = next.BeginsWithLine ? 1 : Gap;
            if (parts[index].Out is { } exit)
            {
                var x = lefts[index] + exit;
                marks.Add(new LineMark([new(x, y), new(x, y + gap - 1)], HasArrow: !next.BeginsWithLine, new Net()));
            }

            y += gap;
        }

        return new(
            parts.Select((part, index) => lefts[index] + part.Width).Max(),
            y,
            lefts[0] + parts[0].In,
            lefts[^1] + parts[^1].Out,
            [.. marks])
        {
            BeginsWithLine = parts[0].BeginsWithLine,
        };
    }

    private static int[] Lefts(Picture[] parts)
    {
        var lefts = new int[parts.Length];
        for (var index = 1; index < parts.Length; index++)
        {
            var before = parts[index - 1];
            lefts[index] = lefts[index - 1] + (before.Out ?? before.In) - parts[index].In;
        }

        var least = lefts.Min();
        return [.. lefts.Select(left => left - least)];
    }
}
