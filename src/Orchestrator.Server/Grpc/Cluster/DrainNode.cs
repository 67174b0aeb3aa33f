using Orchestrator.Engine.Cluster;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Activations;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Conversion;
using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Server.Grpc.Cluster;

/// <summary>DrainNode and UndrainNode.</summary>
internal sealed class DrainNode(INodes nodes, ClusterQueries queries, TimeProvider time)
{
    public Task<V1.Node> DrainAsync(V1.DrainNodeRequest request, string caller, CancellationToken cancellation) =>
        DecideAsync(
        request.Name,
        request.RequestId,
        request.Decision,
        RequestHash.Of(request),
        caller,
        drains: true,
        request.Force,
        cancellation);

    public Task<V1.Node> UndrainAsync(V1.UndrainNodeRequest request, string caller, CancellationToken cancellation) =>
        DecideAsync(
        request.Name,
        request.RequestId,
        request.Decision,
        RequestHash.Of(request),
        caller,
        drains: false,
        isForced: false,
        cancellation);

    private async Task<V1.Node> DecideAsync(
        string name,
        string requestId,
        V1.Decision? decision,
        string hash,
        string caller,
        bool drains,
        bool isForced,
        CancellationToken cancellation)
    {
        var violations = new Violations();
        var id = violations.Name("name", name, NodeRendering.Collection);
        violations.Text("request_id", requestId, OrderChecks.RequestIdLengthMax);
        CommandCall.Check(violations, decision);
        violations.ThrowIfAny();

        var what = new NodeDecision(id!, drains, isForced, caller, decision!.Reason, decision.Ticket, time.GetUtcNow());
        // A call without an id is like no other call.
        var request = requestId.Length > 0 ? requestId : Guid.NewGuid().ToString("N");
        var outcome = await nodes.DecideAsync(new NewNodeDecision(what, request, hash), cancellation)
            .ConfigureAwait(false);
        if (outcome is not (NodeDecisionOutcome.Decided or NodeDecisionOutcome.Repeated))
            throw Refusal(outcome, name, requestId);

        return await queries.ShowAsync(id!, cancellation).ConfigureAwait(false);
    }

    private static CallFailedException Refusal(NodeDecisionOutcome outcome, string name, string requestId) =>
        outcome switch
        {
            NodeDecisionOutcome.NoSuchNode => Failures.NodeNotFound(name),
            NodeDecisionOutcome.RequestIdReused => Failures.RequestIdReused(requestId),
            NodeDecisionOutcome.LastNode => Of(
                Reason.LastNode,
                name,
                $"{name} is the last node that takes anything new in: drained, nobody would. Start or undrain another one "
                    + "first, or send force."),
            NodeDecisionOutcome.Gone => Of(
                Reason.WrongState, name, $"{name} is gone: the others own its shards by now. Nothing is to be decided "
                    + "about it until it runs again."),
            _ => Of(Reason.WrongState, name, $"The process of {name} is ending. It serves again when it is started again."),
        };

    private static CallFailedException Of(Reason reason, string name, string message) => new(reason, message)
    {
        Subject = name,
        Metadata = new SortedDictionary<string, string> { ["node"] = name },
    };
}
