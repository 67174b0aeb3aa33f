using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Activations;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Conversion;
using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Server.Grpc.Audits;

/// <summary>AcceptFinding.</summary>
internal sealed class AcceptFinding(IAuditStore store, FindingQueries queries, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3_653);

    public async Task<V1.Finding> HandleAsync(
        V1.AcceptFindingRequest request, string caller, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var violations = new Violations();
        var id = violations.Name("name", request.Name, FindingRendering.Collection);
        violations.Text("request_id", request.RequestId, OrderChecks.RequestIdLengthMax, required: true);
        CommandCall.Check(violations, request.Decision);
        var until = violations.Time("accepted_until_time", request.AcceptedUntilTime);
        if (request.AcceptedUntilTime is null)
            violations.Add("accepted_until_time", "is required: nobody accepts a leak for ever.");
        violations.ThrowIfAny();

        var what = new FindingEvent(
            FindingEventKind.Accepted, now, caller, request.Decision.Reason, request.Decision.Ticket, until, 0);
        var decision = new NewFindingDecision(id!, what, request.RequestId, RequestHash.Of(request));

        // A repeated one may come after its end date.
        if (await store.FindDecisionAsync(caller, request.RequestId, cancellation).ConfigureAwait(false) is null
            && (until <= now || until > now + Longest))
            throw Failures.InvalidField("accepted_until_time", "must be to come, and within ten years.");

        await FindingDecisions.KeepAsync(store, decision, cancellation).ConfigureAwait(false);
        return await queries.ShowAsync(id!, cancellation).ConfigureAwait(false);
    }
}
