namespace Orchestrator.Core.Expressions.Liquid;

/// <summary>Where something stands in a template.</summary>
internal static class Place
{
    /// <summary>Line and column, both from 1.</summary>
    public static (int Line, int Column) Of(string text, int offset)
    {
        var before = text.AsSpan(0, Math.Min(offset, text.Length));
        return (before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
    }

    public static ScriptSyntaxException Wrong(string text, int offset, string message)
    {
        var (line, column) = Of(text, offset);
        return new(message, line, column);
    }
}
