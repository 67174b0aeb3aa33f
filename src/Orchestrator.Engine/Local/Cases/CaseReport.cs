using Orchestrator.Core.Local;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Engine.Local.Cases;

/// <summary>What came of all cases below a folder.</summary>
/// <param name="Cases">In the order of files and cases.</param>
/// <param name="Coverage">One per definition that has cases, with its file.</param>
/// <param name="Problems">What keeps files from being run: those, or their definitions, are not valid.</param>
public sealed record CaseReport(
    IReadOnlyList<CaseResult> Cases,
    IReadOnlyList<(string File, Coverage Reached)> Coverage,
    IReadOnlyList<CaseProblem> Problems)
{
    public int Passed => Cases.Count(one => one.HasPassed);

    public int Failed => Cases.Count - Passed;
}

/// <summary>What came of a case.</summary>
/// <param name="File">Where it stands, from the folder.</param>
/// <param name="Name">Its name.</param>
/// <param name="Took">Of real time.</param>
/// <param name="Differences">Between what must come out and what did; none where it passed.</param>
public sealed record CaseResult(string File, string Name, TimeSpan Took, IReadOnlyList<string> Differences)
{
    public bool HasPassed => Differences.Count == 0;
}

/// <summary>A file that cannot be run.</summary>
/// <param name="File">From the folder.</param>
/// <param name="Message">Why.</param>
/// <param name="Found">What is wrong with its definition, or null.</param>
public sealed record CaseProblem(string File, string Message, Diagnostic? Found = null);
