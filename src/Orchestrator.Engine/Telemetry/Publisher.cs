using Microsoft.Extensions.Logging;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Cluster;
using Orchestrator.Engine.Dispatch;
using Orchestrator.Engine.Watching;

namespace Orchestrator.Engine.Telemetry;

/// <summary>
/// Tells watchers, metrics, traces and the log what has become durable. Called in the order in which it happened, one
/// at a time.
/// </summary>
internal sealed class Publisher(
    Watchers watchers,
    CompletionTimes times,
    EngineMetrics? metrics,
    ILogger log,
    RemoteWatches? elsewhere = null,
    TeardownHoldings? teardowns = null)
{
    private readonly bool _debug = log.IsEnabled(LogLevel.Debug);

    public void Publish(ShardOutput.Published published)
    {
        var transition = published.Transition;
        watchers.Publish(transition);
        elsewhere?.Note(transition.Activation);
        if (transition.Service is { } service)
            teardowns?.Note(service);
        foreach (var happened in transition.Events)
        {
            switch (happened)
            {
                case ActivationAccepted it:
                    metrics?.Started(it);
                    if (_debug)
                        log.Accepted(transition.Activation, it.Workflow, it.Order.Customer, TraceId(published));
                    break;
                case ActivationCompleted:
                    if (published is { Workflow: { } workflow, StartTime: { } start })
                        times.Add(workflow, transition.Time - start);
                    Finish(published, ActivationState.Completed);
                    break;
                case ActivationRolledBack:
                    Finish(published, ActivationState.RolledBack);
                    break;
                case ActivationCancelled:
                    Finish(published, ActivationState.Cancelled);
                    break;
                case ActivationAbandoned:
                    Finish(published, ActivationState.Abandoned);
                    break;
                case RollbackStarted it:
                    log.RollbackStarted(transition.Activation, it.Cause, TraceId(published));
                    break;
                case FalloutRaised it:
                    metrics?.FellOut(it);
                    log.FellOut(transition.Activation, it.Step, it.Error.Code, it.Error.Message, TraceId(published));
                    break;
                case DueTimeInJeopardy it:
                    metrics?.InJeopardy(published.Workflow?.Definition ?? "");
                    log.InJeopardy(transition.Activation, it.Why, TraceId(published));
                    break;
                case LineWritten it:
                    log.Line(transition.Activation, it.Activity, Sealer.Mask(it.Text), TraceId(published));
                    break;
            }
        }
    }

    private void Finish(ShardOutput.Published published, ActivationState state)
    {
        var transition = published.Transition;
        metrics?.Finished(state, transition.Time - ActivationId.Time(transition.Activation));
        EngineTracing.Finished(published, state);
        if (state != ActivationState.Completed)
            log.Ended(transition.Activation, state.ToString(), TraceId(published));
        else if (_debug)
            log.Completed(transition.Activation, TraceId(published));
    }

    private static string TraceId(ShardOutput.Published published) =>
        EngineTracing.TraceIdOf(published.Order, published.Transition.Activation);
}
