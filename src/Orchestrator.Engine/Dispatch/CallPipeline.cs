using Orchestrator.Adapters;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Orchestrator.Engine.Dispatch;

/// <summary>
/// What stands around every call of one adapter instance: the circuit breaker, and within it the time-out of the call.
/// </summary>
/// <remarks>
/// The limits on concurrent calls and on calls per second are kept by the <see cref="CallQueue"/> in front: what may
/// not begin now must wait in the order of its priority, and a limiter's own queue knows no priorities.
/// </remarks>
internal static class CallPipeline
{
    private static readonly ResiliencePropertyKey<AdapterJob> JobKey = new("job");

    public static ResiliencePipeline Build(AdapterLimits limits, CircuitWatch circuit, TimeProvider time) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = limits.CircuitFailureRatio,
                MinimumThroughput = limits.CircuitCallsMin,
                SamplingDuration = limits.CircuitWindow,
                BreakDuration = limits.CircuitBreak,
                ShouldHandle = static arguments => new(IsFailure(arguments.Outcome)),
                OnOpened = arguments =>
                {
                    circuit.Opens(arguments.BreakDuration);
                    return default;
                },
                OnClosed = _ =>
                {
                    circuit.Closes();
                    return default;
                },
            })
            .AddTimeout(new TimeoutStrategyOptions
            {
                TimeoutGenerator = static arguments => new(
                    arguments.Context.Properties.GetValue(JobKey, null!).Timeout),
            })
            .Build();

    /// <summary>Calls the adapter. The outcome is an Answer, a ReadAnswer or an exception; nothing is thrown.</summary>
    public static ValueTask<Outcome<object>> CallAsync(ResiliencePipeline pipeline, AdapterJob job)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false);
        context.Properties.Set(JobKey, job);
        job.Context = context;
        return pipeline.ExecuteOutcomeAsync(
            static (context, job) => Call(job, context.CancellationToken), context, job);
    }

    /// <summary>
    /// An adapter that does not answer, or says that it cannot now, is one to leave alone for a while.
    /// </summary>
    private static bool IsFailure(Outcome<object> outcome) =>
        outcome.Exception is not null and not CallNotBegunException
            || outcome.Result is Answer.Unknown or Answer.Retryable or ReadAnswer.StillUnknown;

    private static ValueTask<Outcome<object>> Call(AdapterJob job, CancellationToken cancellation)
    {
        try
        {
            var request = job.MakeRequest();
            return job.IsRead
                ? Await(job.Instance.Adapter.ReadAsync(request, cancellation), cancellation)
                : Await(job.Instance.Adapter.ExecuteAsync(request, cancellation), cancellation);
        }
        catch (Exception failure)
        {
            return new(Outcome.FromException<object>(failure));
        }
    }

    private static ValueTask<Outcome<object>> Await<TAnswer>(Task<TAnswer> call, CancellationToken cancellation)
        where TAnswer : class =>
        call.IsCompletedSuccessfully ? new(Outcome.FromResult<object>(call.Result)) : AwaitAsync(call, cancellation);

    /// <summary>An adapter that does not heed its token is left behind: the step must not hang with it.</summary>
    private static async ValueTask<Outcome<object>> AwaitAsync<TAnswer>(
        Task<TAnswer> call, CancellationToken cancellation)
        where TAnswer : class
    {
        try
        {
            return Outcome.FromResult<object>(await call.WaitAsync(cancellation).ConfigureAwait(false));
        }
        catch (Exception failure)
        {
            return Outcome.FromException<object>(failure);
        }
    }
}
