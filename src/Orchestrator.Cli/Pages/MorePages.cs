using Orchestrator.Cli.Paging;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Pages;

/// <summary>That a list goes on after what is shown of it.</summary>
internal static class MorePages
{
    /// <summary>What is shown, and below it how to see the rest, where there is one.</summary>
    /// <param name="shown">What is shown of the list.</param>
    /// <param name="page">The list, as far as it was read.</param>
    /// <param name="command">What to type before the options; nothing where the same command is typed again.</param>
    public static IRenderable After(IRenderable shown, IPage page, string command = "") =>
        page.NextPageToken.Length == 0
            ? shown
            : new Rows(shown, new Text(
                $"There are more: {command}--all, or --page-token {Plain.Line(page.NextPageToken)}", Styles.Dim));
}
