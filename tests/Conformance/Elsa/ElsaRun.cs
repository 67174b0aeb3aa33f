using Orchestrator.Adapters.Http;
using Orchestrator.Core.Local;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Engine;
using Orchestrator.Engine.Local;

namespace Orchestrator.Tests.Conformance.Elsa;

/// <summary>Runs a case.</summary>
internal static class ElsaRun
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, global::Orchestrator.Adapters.IAdapter> Adapters = new()
    {
        ["http"] = new HttpAdapter(new HttpAdapterOptions(), new HttpClient { Timeout = Timeout.InfiniteTimeSpan }),
    };

    /// <param name="one">The case.</param>
    /// <param name="usesTokens">Whether flowcharts are token-based.</param>
    /// <param name="crashes">When the process dies: see <see cref="LocalRunner.Crashes"/>.</param>
    /// <param name="result">Null where a definition is not valid.</param>
    /// <param name="transitionsMax">See <see cref="LocalRunner.TransitionsMax"/>.</param>
    public static ElsaOutcome Run(
        ElsaCase one, bool usesTokens, Predicate<int> crashes, out LocalResult? result, int transitionsMax = 10_000)
    {
        result = null;
        var options = new WorkflowReaderOptions(new AdapterRegistry(Adapters), LocalWorkflows.Languages)
        {
            IsTolerant = true,
            FlowchartsMoveTokens = usesTokens,
        };
        var workflows = LocalWorkflows.Read(
            [.. one.Required.Prepend(one.Workflow).Select(definition => new LocalDocument(one.Name, definition))],
            options);
        if (!workflows.IsValid)
            return ElsaOutcome.NotValid(workflows.Problems.Select(problem => problem.Found));

        var runner = new LocalRunner(workflows.Plans, new LocalAdapters(Adapters), new LocalSignals(), Noon)
        {
            Crashes = crashes,
            TransitionsMax = transitionsMax,
        };
        result = runner.Run(ValueJson.Parse(one.Input));
        return ElsaOutcome.From(result);
    }
}
