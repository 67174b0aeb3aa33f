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
    public Task<V1.Node> DrainAsync(V1.DrainNodeRequest request, string caller, CancellationToken cancellation)
    {
        var id = Check(request.Name, request.RequestId, request.Decision);
        var what = Decision(id, drains: true, request.Decision, caller) with { IsForced = request.Force };
        return DecideAsync(what, request.RequestId, RequestHash.Of(request), cancellation);
    }

    public Task<V1.Node> UndrainAsync(V1.UndrainNodeRequest request, string caller, CancellationToken cancellation)
    {
        var id = Check(request.Name, request.RequestId, request.Decision);
        var what = Decision(id, drains: false, request.Decision, caller);
        return DecideAsync(what, request.RequestId, RequestHash.Of(request), cancellation);
    }

    private static string Check(string name, string requestId, V1.Decision? decision)
    {
        var violations = new Violations();
        var id = violations.Name("name", name, NodeRendering.Collection);
        violations.Text("request_id", requestId, OrderChecks.RequestIdLengthMax);
        CommandCall.Check(violations, decision);
        violations.ThrowIfAny();
        return id!;
    }

    private NodeDecision Decision(string id, bool drains, V1.Decision decision, string caller) =>
        new(id, drains, IsForced: false, caller, decision.Reason, decision.Ticket, time.GetUtcNow());

    private async Task<V1.Node> DecideAsync(
        NodeDecision what, string requestId, string hash, CancellationToken cancellation)
    {
        // A call without an id is like no other call.
        var request = requestId.Length > 0 ? requestId : Guid.NewGuid().ToString("N");
        var outcome = await nodes.DecideAsync(new NewNodeDecision(what, request, hash), cancellation)
            .ConfigureAwait(false);
        if (outcome is not (NodeDecisionOutcome.Decided or NodeDecisionOutcome.Repeated))
            throw Refusal(outcome, NodeRendering.NameOf(what.Node), requestId);

        return await queries.ShowAsync(what.Node, cancellation).ConfigureAwait(false);
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
