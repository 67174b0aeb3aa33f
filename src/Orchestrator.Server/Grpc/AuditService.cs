using Grpc.Core;
using Orchestrator.Server.Grpc.Audits;
using Orchestrator.Server.Grpc.Callers;

namespace Orchestrator.Server.Grpc;

/// <summary>The service that finds leaks.</summary>
internal sealed class AuditService(
    StartAudit start, AuditQueries audits, FindingQueries findings, AcceptFinding accept, StartFix fix)
    : V1.AuditService.AuditServiceBase
{
    public override Task<V1.Audit> StartAudit(V1.StartAuditRequest request, ServerCallContext context) =>
        start.HandleAsync(request, Caller.Of(context), context.CancellationToken);

    public override Task<V1.Audit> GetAudit(V1.GetAuditRequest request, ServerCallContext context) =>
        audits.GetAsync(request, context.CancellationToken);

    public override Task<V1.ListAuditsResponse> ListAudits(V1.ListAuditsRequest request, ServerCallContext context) =>
        audits.ListAsync(request, context.CancellationToken);

    public override Task WatchAudit(
        V1.WatchAuditRequest request, IServerStreamWriter<V1.Audit> responseStream, ServerCallContext context) =>
        audits.WatchAsync(request, responseStream, context.CancellationToken);

    public override Task<V1.ListFindingsResponse> ListFindings(
        V1.ListFindingsRequest request, ServerCallContext context) =>
        findings.ListAsync(request, context.CancellationToken);

    public override Task<V1.Finding> GetFinding(V1.GetFindingRequest request, ServerCallContext context) =>
        findings.GetAsync(request, context.CancellationToken);

    public override Task<V1.Finding> AcceptFinding(V1.AcceptFindingRequest request, ServerCallContext context) =>
        accept.HandleAsync(request, Caller.Of(context), context.CancellationToken);

    public override Task<V1.StartFixResponse> StartFix(V1.StartFixRequest request, ServerCallContext context) =>
        fix.HandleAsync(request, Caller.Of(context), Caller.TraceParentOf(context), context.CancellationToken);
}
