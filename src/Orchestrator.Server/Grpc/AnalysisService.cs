using Grpc.Core;
using Orchestrator.Engine.Analysis;
using Orchestrator.Server.Grpc.Analysis;

namespace Orchestrator.Server.Grpc;

/// <summary>The service that tells what goes wrong, from the journal.</summary>
internal sealed class AnalysisService(AnalysisQueries queries) : V1.AnalysisService.AnalysisServiceBase
{
    public override async Task<V1.AnalyzeFailuresResponse> AnalyzeFailures(
        V1.AnalyzeFailuresRequest request, ServerCallContext context) =>
        new() { Table = await queries.RunAsync(AnalysisKind.Failures, request.Scope, context.CancellationToken).ConfigureAwait(false) };

    public override async Task<V1.AnalyzeDurationsResponse> AnalyzeDurations(
        V1.AnalyzeDurationsRequest request, ServerCallContext context) =>
        new() { Table = await queries.RunAsync(AnalysisKind.Durations, request.Scope, context.CancellationToken).ConfigureAwait(false) };

    public override async Task<V1.AnalyzeRollbacksResponse> AnalyzeRollbacks(
        V1.AnalyzeRollbacksRequest request, ServerCallContext context) =>
        new() { Table = await queries.RunAsync(AnalysisKind.Rollbacks, request.Scope, context.CancellationToken).ConfigureAwait(false) };

    public override async Task<V1.AnalyzePromisesResponse> AnalyzePromises(
        V1.AnalyzePromisesRequest request, ServerCallContext context) =>
        new() { Table = await queries.RunAsync(AnalysisKind.Promises, request.Scope, context.CancellationToken).ConfigureAwait(false) };
}
