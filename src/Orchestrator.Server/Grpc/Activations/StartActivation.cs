using Orchestrator.Core.Shards;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Conversion;
using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>StartActivation.</summary>
internal sealed class StartActivation(
    ActivationEngine engine, IJournal journal, OrderPreparation preparation, OrderPlanning planning, Replies replies)
{
    /// <summary>
    /// How often an order is checked, where its service has changed each time before it was durable. More than once is
    /// rare; a service that changes so often is busy.
    /// </summary>
    private const int ChecksMax = 5;

    public async Task<V1.Activation> HandleAsync(
        V1.StartActivationRequest request, string caller, string traceParent, CancellationToken cancellation)
    {
        var violations = new Violations();
        OrderChecks.Check(request, violations);
        var wait = new Violations().Wait("wait", request.Wait);
        var hash = RequestHash.Of(request);
        for (var check = 1; ; check++)
        {
            PreparedOrder prepared;
            try
            {
                prepared = await preparation.PrepareAsync(
                    request, caller, hash, traceParent, violations, isPlan: false, cancellation).ConfigureAwait(false);
                planning.RefuseChanged(request.PlanHash, prepared);
            }
            catch (CallFailedException) when (violations.IsFine("request_id"))
            {
                // What refuses the order now may have come after it was accepted: the service that it ended is gone, the
                // workflow retired.
                if (await journal.FindRequestAsync(
                    caller, request.RequestId, cancellation).ConfigureAwait(false) is { } before)
                    return await RepeatAsync(request, hash, before, wait, cancellation).ConfigureAwait(false);

                throw;
            }

            var reply = await engine.StartActivationAsync(
                prepared.Order, prepared.Target.Plan, prepared.Target.Behind, wait, cancellation).ConfigureAwait(false);
            switch (reply)
            {
                case ReplyContent.Accepted accepted:
                    return replies.Show(accepted.State);
                case ReplyContent.Repeated:
                    return await RepeatAsync(request, hash, caller, wait, cancellation).ConfigureAwait(false);
                case ReplyContent.ServiceBusy busy:
                    throw Failures.ServiceBusy(prepared.Order.Service, busy.Activation);
                case ReplyContent.ServiceChanged changed when check == ChecksMax:
                    throw Failures.ServiceBusy(prepared.Order.Service, changed.Activation);
                case ReplyContent.ServiceChanged:
                    // Whatever it has become in the meantime: the check says whether the order may still be.
                    break;
                default:
                    return await replies.AnswerAsync(reply, 0, request.RequestId, cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task<V1.Activation> RepeatAsync(
        V1.StartActivationRequest request, string hash, string caller, TimeSpan wait, CancellationToken cancellation)
    {
        var before = await journal.FindRequestAsync(caller, request.RequestId, cancellation).ConfigureAwait(false)
            ?? throw new InvalidOperationException(
                $"Request id '{request.RequestId}' was refused as used, and is not there.");
        return await RepeatAsync(request, hash, before, wait, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// The first answer again; a caller who waits gets the end that it waits for, however often it asks.
    /// </summary>
    private async Task<V1.Activation> RepeatAsync(
        V1.StartActivationRequest request, string hash, StartedBy before, TimeSpan wait, CancellationToken cancellation)
    {
        if (before.RequestHash != hash)
            throw Failures.RequestIdReused(request.RequestId);
        if (wait == TimeSpan.Zero)
            return replies.Show(await replies.ReadAsOfAsync(before.Activation, 1, cancellation).ConfigureAwait(false));

        var reply = await engine.WaitForEndAsync(before.Activation, wait, cancellation).ConfigureAwait(false);
        return await replies.AnswerAsync(
            reply, before.Activation, request.RequestId, cancellation).ConfigureAwait(false);
    }
}
