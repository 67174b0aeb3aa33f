using Orchestrator.Core.Expressions;
using Orchestrator.Core.Local;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Engine;
using Orchestrator.Engine.Expressions;
using Orchestrator.Engine.Local;

namespace Orchestrator.Tests.Conformance.Elsa;

/// <summary>Runs a case.</summary>
internal static class ElsaRun
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly IScriptLanguage[] Languages = [new JintLanguage()];
    private static readonly Dictionary<string, global::Orchestrator.Adapters.IAdapter> NoAdapters = [];

    /// <param name="one">The case.</param>
    /// <param name="usesTokens">Whether flowcharts are token-based.</param>
    /// <param name="crashes">When the process dies: see <see cref="LocalRunner.Crashes"/>.</param>
    /// <param name="result">Null where a definition is not valid.</param>
    public static ElsaOutcome Run(ElsaCase one, bool usesTokens, Predicate<int> crashes, out LocalResult? result)
    {
        result = null;
        var options = new WorkflowReaderOptions(new AdapterRegistry(NoAdapters), Languages);
        var plans = new List<WorkflowPlan>();
        foreach (var definition in one.Required.Prepend(one.Workflow))
        {
            var read = WorkflowReader.Read(definition, options, 1);
            if (read.Plan is null)
                return ElsaOutcome.NotValid(read.Diagnostics);

            plans.Add(read.Plan);
        }

        var runner = new LocalRunner(plans, new LocalAdapters(NoAdapters), new LocalSignals(), Noon)
        {
            Crashes = crashes,
        };
        result = runner.Run(ValueJson.Parse(one.Input));
        return ElsaOutcome.From(result);
    }
}
