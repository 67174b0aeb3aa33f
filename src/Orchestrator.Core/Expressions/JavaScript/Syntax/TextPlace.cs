namespace Orchestrator.Core.Expressions.JavaScript.Syntax;

/// <summary>Lines and columns, from 1.</summary>
internal static class TextPlace
{
    public static (int Line, int Column) Of(string text, int at)
    {
        var (line, start) = (1, 0);
        at = Math.Clamp(at, 0, text.Length);
        for (var index = 0; index < at; index++)
        {
            if (text[index] == '\n' || (text[index] == '\r' && (index + 1 == text.Length || text[index + 1] != '\n')))
                (line, start) = (line + 1, index + 1);
        }

        return (line, at - start + 1);
    }
}
