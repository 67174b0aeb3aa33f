using Orchestrator.Core.Workflows;
using Orchestrator.Tests.Unit.Architecture;

namespace Orchestrator.Tests.Unit.Workflows;

/// <summary>The page of a code: two examples, and between them what is said of the first.</summary>
/// <param name="Code">Whose page it is.</param>
/// <param name="Wrong">The definition that has the problem.</param>
/// <param name="Said">What is said of it, as one line.</param>
/// <param name="Right">The same put right.</param>
internal sealed record CodePage(string Code, string Wrong, string Said, string Right)
{
    private const string Quote = "> ";

    public static string PathOf(string code) => Repository.PathOf($"docs/errors/{code}.md");

    public static CodePage Read(string code)
    {
        var text = File.ReadAllText(PathOf(code));
        var parts = text.Split("```json\n");
        Assert.Equal(3, parts.Length);
        var said = parts[1].Split('\n').Where(
            line => line.StartsWith(Quote, StringComparison.Ordinal)).Select(line => line[Quote.Length..]);
        return new(code, Example(parts[1]), string.Join(' ', said), Example(parts[2]));
    }

    /// <summary>As the page has it: the place, and the message.</summary>
    public static string Show(Diagnostic problem) =>
        $"Line {problem.Line}, column {problem.Column}{(problem.Pointer.Length == 0 ? "" : $" (`{problem.Pointer}`)")}: {problem.Message}";

    public void Approve(Diagnostic problem)
    {
        var lines = File.ReadAllLines(PathOf(Code)).ToList();
        var first = lines.FindIndex(line => line.StartsWith(Quote, StringComparison.Ordinal));
        lines.RemoveAll(line => line.StartsWith(Quote, StringComparison.Ordinal));
        lines.InsertRange(first, Wrap(Show(problem)));
        File.WriteAllText(PathOf(Code), string.Join('\n', lines) + "\n");
    }

    private static string Example(string part) => part[..part.IndexOf("\n```", StringComparison.Ordinal)];

    private static IEnumerable<string> Wrap(string text)
    {
        var line = Quote.TrimEnd();
        foreach (var word in text.Split(' '))
        {
            if (line.Length + 1 + word.Length > 120)
            {
                yield return line;
                line = Quote.TrimEnd();
            }

            line += $" {word}";
        }

        yield return line;
    }
}
