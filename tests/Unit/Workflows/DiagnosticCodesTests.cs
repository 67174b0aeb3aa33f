using Orchestrator.Adapters.Sandbox;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Engine;
using Orchestrator.Engine.Expressions;
using Orchestrator.TestKit;
using Orchestrator.Tests.Unit.Architecture;

namespace Orchestrator.Tests.Unit.Workflows;

/// <summary>
/// Every code has its page, with an example that has this problem alone, what is said of it, and the same put right.
/// With ORCHESTRATOR_APPROVE=1 the pages are given what is said now.
/// </summary>
public sealed class DiagnosticCodesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("codes");
    private readonly SandboxAdapters _sandbox;
    private readonly WorkflowReaderOptions _options;

    public DiagnosticCodesTests()
    {
        _sandbox = SandboxAdapters.Create(new SandboxOptions { File = _folder.PathOf("sandbox.db") });
        _options = new WorkflowReaderOptions(new AdapterRegistry(_sandbox), ScriptLanguages.All);
    }

    public static TheoryData<string> Codes { get; } = new(DiagnosticCodes.All.Select(code => code.Code));

    /// <summary>No example of a page is too large.</summary>
    public static TheoryData<string> CodesWithExamples { get; } =
        new(DiagnosticCodes.All.Except([DiagnosticCodes.TooLarge]).Select(code => code.Code));

    public void Dispose()
    {
        _sandbox.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_table_lists_every_code_and_nothing_else()
    {
        var listed = File.ReadLines(Repository.PathOf("docs/errors/workflow-definitions.md"))
            .Where(line => line.StartsWith("| [WF", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (Link: cells[1], Severity: cells[2], Title: cells[3]));

        Assert.Equal(
            DiagnosticCodes.All.Select(
                code => ($"[{code.Code}]({code.Code}.md)", code.Severity.ToString().ToLowerInvariant(), code.Title)),
            listed);
    }

    [Fact]
    public void The_table_of_the_program_holds_every_code_once()
    {
        var declared = typeof(DiagnosticCodes).GetFields().Select(field => (DiagnosticCode)field.GetValue(null)!);

        Assert.Equal(declared.OrderBy(code => code.Code), DiagnosticCodes.All);
        Assert.Equal(DiagnosticCodes.All.Length, DiagnosticCodes.All.DistinctBy(code => code.Code).Count());
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_code_has_a_page_with_its_title_cause_and_remedy(string code)
    {
        var known = DiagnosticCodes.All.Single(one => one.Code == code);

        var lines = File.ReadAllLines(CodePage.PathOf(code));

        Assert.Equal($"# {code}: {known.Title}", lines[0]);
        Assert.StartsWith($"{known.Severity}: ", lines[2], StringComparison.Ordinal);
        Assert.EndsWith(".", lines[4..].First(line => line.EndsWith('.')), StringComparison.Ordinal);
        Assert.NotEmpty(lines[(Array.IndexOf(lines, "## What to do") + 2)..]);
    }

    [Theory]
    [MemberData(nameof(CodesWithExamples))]
    public void The_example_of_a_page_has_this_problem_and_no_other(string code)
    {
        var page = CodePage.Read(code);

        var problem = Assert.Single(WorkflowReader.Read(page.Wrong, _options, 1).Diagnostics);
        if (Environment.GetEnvironmentVariable("ORCHESTRATOR_APPROVE") == "1")
            page.Approve(problem);

        Assert.Equal(code, problem.Code);
        Assert.Equal(CodePage.Show(problem), CodePage.Read(code).Said);
    }

    [Theory]
    [MemberData(nameof(CodesWithExamples))]
    public void The_example_put_right_has_no_problem(string code) =>
        Assert.Empty(WorkflowReader.Read(CodePage.Read(code).Right, _options, 1).Diagnostics);

    [Fact]
    public void A_definition_is_too_large_by_its_bytes_or_by_its_activities()
    {
        var three = Definitions.WithRoot(
            Definitions.Sequence("{'type': 'Elsa.Finish'}", "{'type': 'Elsa.Finish'}")).Replace('\'', '"');

        Assert.DoesNotContain(Read(three, three.Length, 3), problem => problem.Severity == Severity.Error);
        Assert.Equal(
            [new(Severity.Error, "WF002", $"The definition has {three.Length} bytes, and may have {three.Length - 1}. Split it.", null, "", 1, 1)],
            Read(three, three.Length - 1, 3));
        Assert.Equal(
            [new(Severity.Error, "WF002", "The definition has more than 2 activities. Split it.", null, "/root/activities/1", 1, 125)],
            Read(three, three.Length, 2));
    }

    private Diagnostic[] Read(string text, int bytesMax, int activitiesMax) =>
        WorkflowReader.Read(
            text, _options with { BytesMax = bytesMax, ActivitiesMax = activitiesMax }, 1).Diagnostics.ToArray();
}
