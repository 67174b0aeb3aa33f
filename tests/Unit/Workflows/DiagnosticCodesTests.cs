using Orchestrator.Core.Workflows;
using Orchestrator.Tests.Unit.Architecture;

namespace Orchestrator.Tests.Unit.Workflows;

public sealed class DiagnosticCodesTests
{
    [Fact]
    public void Every_code_is_explained_and_nothing_else_is()
    {
        var explained = File.ReadLines(Repository.PathOf("docs/errors/workflow-definitions.md"))
            .Where(line => line.StartsWith("| WF", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (Code: cells[1], Severity: cells[2], Title: cells[3]));

        Assert.Equal(
            DiagnosticCodes.All.Select(code => (code.Code, code.Severity.ToString().ToLowerInvariant(), code.Title)), explained);
    }
}
