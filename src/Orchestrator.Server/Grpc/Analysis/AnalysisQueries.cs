using Orchestrator.Engine.Analysis;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Errors;
using Orchestrator.Server.Grpc.Rendering;

namespace Orchestrator.Server.Grpc.Analysis;

/// <summary>All analyses: checked, run, and shown.</summary>
internal sealed class AnalysisQueries(JournalAnalysis analysis, Mask mask, TimeProvider time)
{
    public async Task<V1.AnalysisTable> RunAsync(
        AnalysisKind kind, V1.AnalysisScope? scope, CancellationToken cancellation)
    {
        var violations = new Violations();
        var query = ScopeChecks.Read(kind, scope ?? new V1.AnalysisScope(), time.GetUtcNow(), violations);
        violations.ThrowIfAny();

        try
        {
            var table = await analysis.RunAsync(query, cancellation).ConfigureAwait(false);
            return TableRendering.Render(table, query.Span, mask);
        }
        catch (AnalysisTooLargeException tooLarge)
        {
            throw new CallFailedException(Reason.AnalysisTooLarge, tooLarge.Message);
        }
    }
}
