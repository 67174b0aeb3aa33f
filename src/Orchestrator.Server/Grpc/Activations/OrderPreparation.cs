using System.Collections.Immutable;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows.Generating;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Conversion;
using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>
/// Turns a request to start, or to plan, into an order; everything that is wrong with it is told at once.
/// </summary>
internal sealed class OrderPreparation(
    TargetFinder targets, WorkflowChoice choice, OrderInput input, CancellationPlanning cancellations)
{
    /// <param name="request">As it came.</param>
    /// <param name="caller">Who sent it.</param>
    /// <param name="hash">Of the request.</param>
    /// <param name="traceParent">Of the trace that it belongs to, or empty.</param>
    /// <param name="violations">What is wrong with the request alone.</param>
    /// <param name="isPlan">It is only to be shown: nothing is left behind.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="CallFailedException">It cannot be an order.</exception>
    public async Task<PreparedOrder> PrepareAsync(
        V1.StartActivationRequest request,
        string caller,
        string hash,
        string traceParent,
        Violations violations,
        bool isPlan,
        CancellationToken cancellation)
    {
        // Without good names there is nothing to find, and so nothing more to say.
        if (!NamesAreFine(violations))
            violations.ThrowIfAny();

        OrderTarget target;
        try
        {
            target = await targets.FindAsync(request, isPlan, cancellation).ConfigureAwait(false);
        }
        catch (CallFailedException) when (violations.Any)
        {
            throw Failures.InvalidFields(violations.Found);
        }

        var dates = cancellations.Of(request, target, violations);
        var value = violations.IsFine("input") ? input.Make(request, target, dates, violations) : Value.EmptyObject;
        violations.ThrowIfAny();
        target = await choice.CompleteAsync(target, value, isPlan, cancellation).ConfigureAwait(false);
        if (target.Generated is { } generated)
            value = ServiceRecordInput.With(value, generated.Record);
        return new PreparedOrder(Order(request, caller, hash, traceParent, target, value, dates), target);
    }

    /// <summary>
    /// A service is of the version that it was provisioned, or last changed, to: what was agreed then holds. What is
    /// done without a change leaves it as it is.
    /// </summary>
    private static int VersionOf(V1.StartActivationRequest request, OrderTarget target) =>
        request.Action is V1.Action.Provision or V1.Action.Change || target.Service is null
            ? target.Product?.Version ?? 0
            : target.Service.ProductVersion;

    private static bool NamesAreFine(Violations violations) =>
        violations.IsFine("action") && violations.IsFine("product") && violations.IsFine("service")
        && violations.IsFine("workflow") && violations.IsFine("customer");

    private ActivationOrder Order(
        V1.StartActivationRequest request,
        string caller,
        string hash,
        string traceParent,
        OrderTarget target,
        Value value,
        CancellationDates? dates)
    {
        var none = new Violations();
        var notBefore = none.Time("requested_start_time", request.RequestedStartTime);
        return new ActivationOrder(caller, request.RequestId, hash, request.Customer)
        {
            Action = EnumConversion.ToCore(request.Action),
            Service = target.Service?.Id ?? "",
            Product = target.Product?.Id ?? target.Service?.Product ?? "",
            ProductVersion = VersionOf(request, target),
            OrderReference = request.OrderReference,
            Channel = EnumConversion.ToCore(request.Channel),
            Requester = request.Requester,
            Input = value,
            Labels = request.Labels.Count == 0
                ? ImmutableSortedDictionary<string, string>.Empty
                : request.Labels.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Priority = request.Priority,
            RequestedStartTime = cancellations.StartOf(dates) ?? notBefore,
            Cancellation = dates,
            DueTime = none.Time("due_time", request.DueTime),
            QueueOnConflict = target.MayWait && request.OnConflict == V1.StartActivationRequest.Types.OnConflict.Queue,
            ServiceBefore = target.Service,
            Inherited = OrderInput.Inherited(request, target),
            TraceParent = traceParent,
        };
    }
}
