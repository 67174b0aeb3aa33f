using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows.Reading;

/// <summary>Texts within messages.</summary>
internal static class Text
{
    /// <summary>A value as JSON, not too much of it.</summary>
    public static string Short(Value value)
    {
        var text = value.ToString();
        return text.Length <= 60 ? text : $"{text[..57]}...";
    }

    /// <summary>How many characters of a text are before a line and column, both from 1.</summary>
    public static int PlaceOf(string text, int line, int column)
    {
        var start = 0;
        for (var seen = 1; seen < line; seen++)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0)
                break;
            start = end + 1;
        }

        return Math.Clamp(start + column - 1, 0, text.Length);
    }
}
