namespace Orchestrator.Cli.Pages;

/// <summary>
/// Text quoted so that a person can paste it into a shell: step ids hold brackets, which shells expand.
/// </summary>
internal static class ShellWord
{
    public static string Of(string text) =>
        text.Length > 0 && text.All(IsSafe) ? text : "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    private static bool IsSafe(char letter) =>
        char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '/' or '@';
}
