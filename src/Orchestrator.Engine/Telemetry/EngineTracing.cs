using System.Buffers.Binary;
using System.Diagnostics;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Dispatch;

namespace Orchestrator.Engine.Telemetry;

/// <summary>
/// One trace per activation: the one that its order came with, or else one that follows from its id, so that attempts
/// after a restart are in the same trace as those before. Costs nothing where nobody listens.
/// </summary>
public static class EngineTracing
{
    /// <summary>Spans "activation" and, one per attempt, the adapter's operation.</summary>
    public const string SourceName = "Orchestrator";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>The id of an activation's trace: 32 hexadecimal digits.</summary>
    public static string TraceIdOf(ActivationOrder? order, long activation) =>
        order is { TraceParent.Length: 55 }
            ? order.TraceParent[3..35]
            : ContextOf(order, activation).TraceId.ToHexString();

    /// <summary>Begins the span of an attempt, which is current for what the adapter does.</summary>
    internal static void Begin(AdapterJob job)
    {
        if (!Source.HasListeners())
            return;

        var call = job.Call;
        job.Span = Source.StartActivity(
            $"{call.Adapter}.{call.Operation}", ActivityKind.Client, ContextOf(call.Order, job.Id.Activation));
        job.Span?
            .SetTag("orchestrator.activation", ActivationId.ToText(job.Id.Activation))
            .SetTag("orchestrator.step", job.Id.Step)
            .SetTag("orchestrator.undo", job.Id.Undo)
            .SetTag("orchestrator.read", job.IsRead)
            .SetTag("orchestrator.attempt", job.Id.Attempt);
    }

    /// <summary>The caller's thread goes on with other things.</summary>
    internal static void Detach(AdapterJob job)
    {
        if (job.Span is not null)
            Activity.Current = null;
    }

    internal static void End(AdapterJob job, string outcome)
    {
        if (job.Span is not { } span)
            return;

        span.SetTag("orchestrator.outcome", outcome);
        if (outcome is not ("succeeded" or "read_done" or "read_not_done"))
            span.SetStatus(ActivityStatusCode.Error, outcome);
        span.Dispose();
        job.Span = null;
    }

    /// <summary>
    /// The span of a whole activation, which may have begun in another process, is made when it ends.
    /// </summary>
    internal static void Finished(ShardOutput.Published published, ActivationState state)
    {
        if (!Source.HasListeners())
            return;

        var (transition, order) = (published.Transition, published.Order);
        using var span = Source.StartActivity(
            "activation",
            ActivityKind.Internal,
            ContextOf(order, transition.Activation),
            startTime: ActivationId.Time(transition.Activation));
        span?
            .SetTag("orchestrator.activation", ActivationId.ToText(transition.Activation))
            .SetTag("orchestrator.action", order?.Action.ToString())
            .SetTag("orchestrator.product", order?.Product)
            .SetTag("orchestrator.state", state.ToString())
            .SetStatus(state == ActivationState.Completed ? ActivityStatusCode.Ok : ActivityStatusCode.Error)
            .SetEndTime(transition.Time.UtcDateTime);
        Activity.Current = null;
    }

    private static ActivityContext ContextOf(ActivationOrder? order, long activation)
    {
        if (order is { TraceParent.Length: > 0 }
            && ActivityContext.TryParse(order.TraceParent, null, isRemote: true, out var context))
            return context;

        Span<byte> trace = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(trace, activation);
        BinaryPrimitives.WriteInt64BigEndian(trace[8..], unchecked(activation * -7046029254386353131));
        return new ActivityContext(
            ActivityTraceId.CreateFromBytes(trace),
            ActivitySpanId.CreateFromBytes(trace[..8]),
            ActivityTraceFlags.Recorded,
            isRemote: true);
    }
}
