using Orchestrator.Adapters;
using Orchestrator.Core.Local;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Dispatch;

namespace Orchestrator.Engine.Local;

/// <summary>
/// Real adapters, asked one call after the other. Made for the sandbox: a call takes no virtual time, and an adapter
/// that never answers is given up after a while of the real one.
/// </summary>
/// <param name="adapters">By the names of their instances.</param>
public sealed class LocalAdapters(IReadOnlyDictionary<string, IAdapter> adapters) : ILocalAdapters
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public LocalAnswer Call(StepCall call)
    {
        if (!adapters.TryGetValue(call.Adapter, out var adapter))
        {
            return new(new CallAnswer.Failed(new StepError(
                ErrorCodes.AdapterMissing, $"There is no adapter '{call.Adapter}' here.")));
        }

        return new(Ask(call, cancellation => adapter.ExecuteAsync(RequestOf(call), cancellation)) switch
        {
            Answer.Succeeded it => new CallAnswer.Succeeded(CallValues.Keep(it.Output))
            {
                Resources = Answers.Facts(it.Resources),
            },
            Answer.Retryable it => new CallAnswer.Failed(
                new StepError(Answers.Code(it.Code), it.Message, Retryable: true), it.RetryAfter),
            Answer.Permanent it => new CallAnswer.Failed(new StepError(Answers.Code(it.Code), it.Message)),
            Answer.Unknown it => new CallAnswer.Unknown(it.Message),
            _ => new CallAnswer.Unknown($"Adapter '{call.Adapter}' gave no answer to '{call.Operation}'."),
        });
    }

    public ReadBack Read(StepCall call)
    {
        if (!adapters.TryGetValue(call.Adapter, out var adapter))
            return new ReadBack.StillUnknown($"There is no adapter '{call.Adapter}' here.");

        return Ask(call, cancellation => adapter.ReadAsync(RequestOf(call), cancellation)) switch
        {
            ReadAnswer.Done it => new ReadBack.Done(CallValues.Keep(it.Output))
            {
                Resources = Answers.Facts(it.Resources),
            },
            ReadAnswer.NotDone => new ReadBack.NotDone(),
            ReadAnswer.StillUnknown it => new ReadBack.StillUnknown(it.Message),
            _ => new ReadBack.StillUnknown($"Adapter '{call.Adapter}' gave no answer about '{call.Operation}'."),
        };
    }

    private static AdapterCall RequestOf(StepCall call) =>
        new(call.Operation, CallValues.ToElement(call.Input), call.IdempotencyKey)
        {
            Undoes = call.Undoes,
            Attempt = call.Attempt,
            Labels = call.Order.Labels,
        };

    /// <summary>Null where the adapter broke down: as everywhere, that counts as not knowing.</summary>
    private static T? Ask<T>(StepCall call, Func<CancellationToken, Task<T>> ask)
        where T : class
    {
        using var enough = new CancellationTokenSource(call.Timeout < Patience ? call.Timeout : Patience);
        try
        {
            return ask(enough.Token).GetAwaiter().GetResult();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return null;
        }
    }
}
