using System.Collections;
using System.Diagnostics;
using Orchestrator.Adapters;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Polly;

namespace Orchestrator.Engine.Dispatch;

/// <summary>
/// One call, or read-back, on its way. It is also what a log line of the adapter is marked with: activation, step and
/// trace.
/// </summary>
internal sealed class AdapterJob(
    AdapterDispatcher dispatcher,
    AdapterInstance instance,
    AdapterOperation operation,
    CallId id,
    StepCall call,
    bool isRead)
    : IThreadPoolWorkItem, IReadOnlyList<KeyValuePair<string, object?>>
{
    public AdapterInstance Instance { get; } = instance;

    public AdapterOperation Operation { get; } = operation;

    public CallId Id { get; } = id;

    public StepCall Call { get; } = call;

    public bool IsRead { get; } = isRead;

    /// <summary>The call's own answer, which the read-back is to confirm; null where it was lost.</summary>
    public CallAnswer.Succeeded? Confirms { get; init; }

    /// <summary>The step's, or the instance's where that is shorter.</summary>
    public TimeSpan Timeout { get; } = instance.Limits.TimeoutMax is { } max && max < call.Timeout ? max : call.Timeout;

    /// <summary>When it was ready to be called: a timestamp.</summary>
    public long ReadySince { get; init; }

    /// <summary>Its number among the instance's calls, in the order in which they came.</summary>
    public long Place { get; set; }

    /// <summary>When the call began: a timestamp.</summary>
    public long BegunAt { get; set; }

    public Activity? Span { get; set; }

    public ResilienceContext? Context { get; set; }

    public int Count => 3;

    public KeyValuePair<string, object?> this[int index] => index switch
    {
        0 => new("Activation", ActivationId.ToText(Id.Activation)),
        1 => new("Step", Id.Step),
        2 => new("TraceId", Telemetry.EngineTracing.TraceIdOf(Call.Order, Id.Activation)),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    /// <summary>The call as the adapter gets it.</summary>
    public AdapterCall MakeRequest() => dispatcher.RequestOf(this);

    public void Execute() => dispatcher.Work(this);

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (var index = 0; index < Count; index++)
            yield return this[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"{ActivationId.ToText(Id.Activation)} {Id.Step}";
}
