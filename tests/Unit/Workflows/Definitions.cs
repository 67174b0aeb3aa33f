using Orchestrator.Core.Expressions;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;

namespace Orchestrator.Tests.Unit.Workflows;

/// <summary>Definitions written short, with single quotation marks, and read against the test's catalog.</summary>
internal static class Definitions
{
    public static WorkflowReaderOptions Options { get; } = new(new TestCatalog(), Array.Empty<IScriptLanguage>());

    public static ReadResult Read(string json) => WorkflowReader.Read(json.Replace('\'', '"'), Options, 1);

    /// <summary>Of a definition without problems.</summary>
    public static WorkflowPlan Plan(string json)
    {
        var result = Read(json);
        Assert.Empty(result.Diagnostics);
        return result.Plan!;
    }

    public static string WithRoot(string root, string more = "") =>
        $"{{'definitionId': 'd', 'name': 'D', {more} 'root': {root}}}";

    public static string Sequence(params string[] activities) =>
        $"{{'id': 'root', 'type': 'Elsa.Sequence', 'activities': [{string.Join(", ", activities)}]}}";
}
