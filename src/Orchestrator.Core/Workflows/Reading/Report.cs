using System.Collections.Immutable;

namespace Orchestrator.Core.Workflows.Reading;

/// <summary>The problems found so far, each with its place.</summary>
internal sealed class Report(Positions positions, bool isTolerant = false)
{
    /// <summary>A definition with more problems than this is told about the first ones only.</summary>
    private const int ProblemsMax = 1_000;

    /// <summary>Looking for names that were meant takes time: past so many problems nobody reads them.</summary>
    private const int SuggestionsMax = 100;

    private readonly List<Diagnostic> _problems = [];

    public bool HasErrors { get; private set; }

    public void Add(DiagnosticCode code, Node at, string message, string? activity = null) =>
        Add(code, positions.At(at.Offset), at.Pointer, message, activity);

    /// <summary>A problem within a text of the document.</summary>
    /// <param name="code">What kind of problem it is.</param>
    /// <param name="at">The string.</param>
    /// <param name="character">How many characters of the string are before it.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="activity">The activity that it is about, or null.</param>
    public void AddWithin(DiagnosticCode code, Node at, int character, string message, string? activity) =>
        Add(code, positions.InString(at.Offset, character), at.Pointer, message, activity);

    public void AddAt(DiagnosticCode code, int offset, string message) =>
        Add(code, positions.At(offset), "", message, null);

    /// <summary>Help with a name that is not known: a sentence with a blank after it, or nothing.</summary>
    public string DidYouMean(string name, IEnumerable<string> candidates) =>
        _problems.Count < SuggestionsMax ? Names.DidYouMean(name, candidates) : "";

    /// <summary>In the order of the document.</summary>
    public ImmutableArray<Diagnostic> ToDiagnostics() =>
        [.. _problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];

    private void Add(
        DiagnosticCode code, (int Line, int Column) place, string pointer, string message, string? activity)
    {
        var severity = isTolerant && code != DiagnosticCodes.MalformedJson && code != DiagnosticCodes.TooLarge
            ? Severity.Warning
            : code.Severity;
        HasErrors |= severity == Severity.Error;
        if (_problems.Count < ProblemsMax)
            _problems.Add(new(severity, code.Code, message, activity, pointer, place.Line, place.Column));
    }
}
