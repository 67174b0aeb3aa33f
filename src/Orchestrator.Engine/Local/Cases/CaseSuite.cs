using System.Diagnostics;
using System.Text.Json;
using Orchestrator.Core.Local;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;

namespace Orchestrator.Engine.Local.Cases;

/// <summary>Runs all cases below a folder.</summary>
/// <param name="open">Makes a new world of adapters, for the definitions in a folder.</param>
public sealed class CaseSuite(Func<string, LocalWorld> open)
{
    private readonly List<CaseResult> _cases = [];
    private readonly List<CaseProblem> _problems = [];
    private readonly SortedDictionary<string, Coverage> _coverage = new(StringComparer.Ordinal);

    /// <summary>Runs the cases of every <c>*.test.json</c>, however deep.</summary>
    /// <exception cref="IOException">The folder, or a file in it, cannot be read.</exception>
    public static CaseReport Run(string folder, Func<string, LocalWorld> open)
    {
        var suite = new CaseSuite(open);
        foreach (var file in Directory.GetFiles(folder, "*.test.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal))
            suite.RunFile(folder, file);
        return new(suite._cases, [.. suite._coverage.Select(one => (one.Key, one.Value))], suite._problems);
    }

    private void RunFile(string folder, string file)
    {
        var name = Path.GetRelativePath(folder, file).Replace('\\', '/');
        try
        {
            var cases = CaseFile.Parse(File.ReadAllText(file));
            if (Read(folder, file, name, cases) is not { } plans)
                return;

            var near = Path.GetDirectoryName(Path.GetFullPath(file))!;
            var coverage = CoverageOf(Beside(folder, file, cases.Workflow), plans[0]);
            foreach (var one in cases.Cases)
                _cases.Add(RunCase(name, near, one, [coverage.Plan, .. plans.Skip(1)], coverage));
        }
        catch (JsonException wrong)
        {
            _problems.Add(new(name, $"It is no file of cases: {wrong.Message}"));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            _problems.Add(new(name, missing.Message));
        }
    }

    private IReadOnlyList<WorkflowPlan>? Read(string folder, string file, string name, CaseFile cases)
    {
        var documents = cases.Others.Prepend(cases.Workflow)
            .Select(path => new LocalDocument(
                Beside(folder, file, path), File.ReadAllText(Path.Combine(Path.GetDirectoryName(file)!, path))))
            .ToList();
        using var world = open(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var options = new WorkflowReaderOptions(new AdapterRegistry(world.Adapters), LocalWorkflows.Languages);
        var read = LocalWorkflows.Read(documents, options);
        if (read.IsValid)
            return read.Plans;

        _problems.Add(new(name, "Its definition is not valid."));
        _problems.AddRange(read.Problems
            .Where(problem => problem.Found.Severity == Severity.Error)
            .Select(problem => new CaseProblem(problem.Source, problem.Found.Message, problem.Found)));
        return null;
    }

    private CaseResult RunCase(
        string file, string folder, WorkflowCase one, IReadOnlyList<WorkflowPlan> plans, Coverage coverage)
    {
        var began = Stopwatch.GetTimestamp();
        using var world = open(folder);
        var differences = CaseRun.Run(one, plans, world, coverage);
        return new(file, one.Name, Stopwatch.GetElapsedTime(began), differences);
    }

    /// <summary>Several files may have cases of one definition.</summary>
    private Coverage CoverageOf(string definition, WorkflowPlan plan)
    {
        if (!_coverage.TryGetValue(definition, out var coverage))
            _coverage.Add(definition, coverage = new Coverage(plan));
        return coverage;
    }

    private static string Beside(string folder, string file, string path) =>
        Path.GetRelativePath(folder, Path.Combine(Path.GetDirectoryName(file)!, path)).Replace('\\', '/');
}
