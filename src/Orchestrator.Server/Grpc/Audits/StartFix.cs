using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Activations;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Conversion;
using Orchestrator.Server.Grpc.Errors;
using Orchestrator.Server.Grpc.Workflows;

namespace Orchestrator.Server.Grpc.Audits;

/// <summary>StartFix.</summary>
internal sealed class StartFix(
    IAuditStore store,
    FindingQueries queries,
    FixProposal proposal,
    PublishWorkflow publish,
    StartActivation start,
    IJournal journal,
    Replies replies,
    TimeProvider time)
{
    public async Task<V1.StartFixResponse> HandleAsync(
        V1.StartFixRequest request, string caller, string traceParent, CancellationToken cancellation)
    {
        var violations = new Violations();
        var id = violations.Name("name", request.Name, FindingRendering.Collection);
        violations.Text("request_id", request.RequestId, OrderChecks.RequestIdLengthMax, required: true);
        CommandCall.Check(violations, request.Decision);
        violations.ThrowIfAny();

        var hash = RequestHash.Of(request);
        var before = await store.FindDecisionAsync(caller, request.RequestId, cancellation).ConfigureAwait(false);
        if (before is not null && before.RequestHash != hash)
            throw Failures.RequestIdReused(request.RequestId);

        var kept = await queries.FindAsync(id!, cancellation).ConfigureAwait(false);
        var activation = before?.Activation
            ?? await StartAsync(kept, request, hash, caller, traceParent, cancellation).ConfigureAwait(false);
        return new V1.StartFixResponse
        {
            Finding = await queries.ShowAsync(id!, cancellation).ConfigureAwait(false),
            Activation = replies.Show(
                await replies.ReadAsOfAsync(activation, 1, cancellation).ConfigureAwait(false)),
        };
    }

    private async Task<long> StartAsync(
        KeptFinding kept,
        V1.StartFixRequest request,
        string hash,
        string caller,
        string traceParent,
        CancellationToken cancellation)
    {
        // One that was started before, by a call that was cut off then, is not started again, whatever would be proposed
        // now.
        var orderId = OrderIdOf(kept.Id, request.RequestId);
        var there = await journal.FindRequestAsync(caller, orderId, cancellation).ConfigureAwait(false);
        var activation = there?.Activation
            ?? await OrderAsync(kept, orderId, caller, traceParent, cancellation).ConfigureAwait(false);
        var what = new FindingEvent(
            FindingEventKind.FixStarted,
            time.GetUtcNow(),
            caller,
            request.Decision.Reason,
            request.Decision.Ticket,
            null,
            activation);
        await FindingDecisions.KeepAsync(
            store, new NewFindingDecision(kept.Id, what, request.RequestId, hash), cancellation).ConfigureAwait(false);
        return activation;
    }

    private async Task<long> OrderAsync(
        KeptFinding kept, string orderId, string caller, string traceParent, CancellationToken cancellation)
    {
        var name = FindingRendering.Collection + kept.Id;
        if (kept.State == FindingState.Resolved)
            throw FindingDecisions.Resolved(name);

        var fix = await proposal.OfAsync(kept, cancellation).ConfigureAwait(false);
        if (fix.Request is not { } order)
        {
            throw new CallFailedException(Reason.NoFix, $"Nothing can be started for {name}. {fix.Summary}")
            {
                Subject = name,
                Metadata = new SortedDictionary<string, string> { ["finding"] = name, ["advice"] = fix.Summary },
            };
        }

        if (fix.Definition.Length > 0)
        {
            var published = await publish.HandleAsync(
                new V1.PublishWorkflowRequest { RequestId = orderId, Content = fix.Definition },
                caller,
                cancellation).ConfigureAwait(false);
            order.Workflow = published.Name;
        }

        order.RequestId = orderId;
        order.OrderReference = name;
        order.Requester = caller;
        order.Labels["audit.finding"] = kept.Id;
        var started = await start.HandleAsync(order, caller, traceParent, cancellation).ConfigureAwait(false);
        return ActivationLookup.IdOf(started.Name);
    }

    /// <summary>Of the order: no order system's own can be the same.</summary>
    private static string OrderIdOf(string finding, string requestId) =>
        $"fix/{finding}/{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(requestId)).AsSpan(0, 16))}";
}
