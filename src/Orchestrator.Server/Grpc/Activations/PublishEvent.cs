using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Conversion;
using Orchestrator.Server.Grpc.Errors;
using Orchestrator.Server.Grpc.Rendering;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>
/// PublishEvent: an activation of a small workflow does it, so that the request is durable, unique, and delivered
/// whatever is killed, as everything else is.
/// </summary>
internal sealed class PublishEvent(
    ActivationEngine engine, IJournal journal, IWorkflowStore store, PlanCache plans, TimeProvider time)
{
    /// <summary>The caller's deadline is what ends the waiting.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromDays(1);

    private WorkflowPlan? _plan;

    public Task<V1.PublishEventResponse> HandleAsync(
        V1.PublishEventRequest request, string caller, string traceParent, CancellationToken cancellation) =>
        HandleAsync(request, caller, traceParent, static order => order, cancellation);

    /// <param name="request">As it came.</param>
    /// <param name="caller">Who sent it.</param>
    /// <param name="traceParent">Of the trace that it belongs to, or empty.</param>
    /// <param name="mark">Adds to the order what says whom the event is about.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<V1.PublishEventResponse> HandleAsync(
        V1.PublishEventRequest request,
        string caller,
        string traceParent,
        Func<ActivationOrder, ActivationOrder> mark,
        CancellationToken cancellation)
    {
        var violations = new Violations();
        violations.Text("request_id", request.RequestId, OrderChecks.RequestIdLengthMax, required: true);
        violations.Text("event", request.Event, OrderChecks.TextLengthMax, required: true);
        violations.Object("payload", request.Payload);
        violations.Text("correlation_id", request.CorrelationId, OrderChecks.TextLengthMax);
        violations.ThrowIfAny();

        var hash = RequestHash.Of(request);
        var order = new ActivationOrder(caller, request.RequestId, hash, "")
        {
            Input = Value.Object(
                (EventPublication.Name, request.Event),
                (EventPublication.Payload, request.Payload is null ? Value.Null : StructConversion.ToValue(request.Payload)),
                (EventPublication.CorrelationId, request.CorrelationId)),
            TraceParent = traceParent,
        };
        var plan = _plan ??= await EventPublication.PlanAsync(store, plans, time, cancellation).ConfigureAwait(false);
        var reply = await engine.StartActivationAsync(mark(order), plan, behind: 0, Wait, cancellation).ConfigureAwait(false);
        if (reply is ReplyContent.Repeated repeated)
            reply = await RepeatAsync(request.RequestId, hash, caller, repeated, cancellation).ConfigureAwait(false);

        return reply is ReplyContent.Accepted accepted
            ? await AnswerAsync(accepted.State.Id, cancellation).ConfigureAwait(false)
            : throw new InvalidOperationException($"Publishing an event was answered with {reply}.");
    }

    private async Task<ReplyContent> RepeatAsync(
        string requestId, string hash, string caller, ReplyContent.Repeated repeated, CancellationToken cancellation)
    {
        var before = await journal.FindRequestAsync(caller, requestId, cancellation).ConfigureAwait(false);
        return before?.RequestHash == hash
            ? await engine.WaitForEndAsync(repeated.Activation, Wait, cancellation).ConfigureAwait(false)
            : throw Failures.RequestIdReused(requestId);
    }

    private async Task<V1.PublishEventResponse> AnswerAsync(long activation, CancellationToken cancellation)
    {
        var histories = await journal.ReadAsync([activation], afterSequence: 0, cancellation).ConfigureAwait(false);
        var delivered = histories[0].Transitions.SelectMany(transition => transition.Events).OfType<EventDelivered>()
            .Single();
        return new()
        {
            Activation = ActivationRendering.NameOf(activation),
            Reached = delivered.Reached,
            Started = delivered.Started,
        };
    }
}
