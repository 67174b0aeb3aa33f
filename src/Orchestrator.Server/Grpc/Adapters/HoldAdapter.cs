using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Activations;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Conversion;
using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Server.Grpc.Adapters;

/// <summary>HoldAdapter and ReleaseAdapter.</summary>
internal sealed class HoldAdapter(
    AdapterDirectory directory, AdapterQueries queries, ActivationEngine engine, TimeProvider time)
{
    public async Task<V1.Adapter> HoldAsync(
        V1.HoldAdapterRequest request, string caller, CancellationToken cancellation)
    {
        var instance = Check(request.Name, request.RequestId, request.Decision);
        if (!await queries.IsConfiguredAsync(instance, cancellation).ConfigureAwait(false))
            throw Failures.AdapterNotFound(request.Name);

        var what = Decision(instance, holds: true, request.Decision, caller);
        return await DecideAsync(what, request.RequestId, RequestHash.Of(request), cancellation).ConfigureAwait(false);
    }

    /// <summary>One that was taken out of the configuration while it was held can be released all the same.</summary>
    public async Task<V1.Adapter> ReleaseAsync(
        V1.ReleaseAdapterRequest request, string caller, CancellationToken cancellation)
    {
        var instance = Check(request.Name, request.RequestId, request.Decision);
        await queries.ShowAsync(instance, cancellation).ConfigureAwait(false);

        var what = Decision(instance, holds: false, request.Decision, caller);
        return await DecideAsync(what, request.RequestId, RequestHash.Of(request), cancellation).ConfigureAwait(false);
    }

    private static string Check(string name, string requestId, V1.Decision? decision)
    {
        var violations = new Violations();
        var instance = violations.Name("name", name, AdapterRendering.Collection);
        violations.Text("request_id", requestId, OrderChecks.RequestIdLengthMax);
        CommandCall.Check(violations, decision);
        violations.ThrowIfAny();
        return instance!;
    }

    private AdapterDecision Decision(string instance, bool holds, V1.Decision decision, string caller) =>
        new(instance, holds, caller, decision.Reason, decision.Ticket, time.GetUtcNow());

    private async Task<V1.Adapter> DecideAsync(
        AdapterDecision what, string requestId, string hash, CancellationToken cancellation)
    {
        // A call without an id is like no other call.
        var request = requestId.Length > 0 ? requestId : Guid.NewGuid().ToString("N");
        var outcome = await directory.Decisions.KeepAsync(new NewAdapterDecision(what, request, hash), cancellation)
            .ConfigureAwait(false);
        if (outcome == AdapterDecisionOutcome.RequestIdReused)
            throw Failures.RequestIdReused(requestId);

        // Of a repeated one too: the first may have been kept, and not have got further.
        await engine.ChangeAdaptersAsync(cancellation).ConfigureAwait(false);
        return await queries.ShowAsync(what.Adapter, cancellation).ConfigureAwait(false);
    }
}
