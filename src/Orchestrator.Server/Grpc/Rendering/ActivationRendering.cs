using Google.Protobuf.WellKnownTypes;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine;
using Orchestrator.Server.Grpc.Conversion;

namespace Orchestrator.Server.Grpc.Rendering;

/// <summary>An activation as the contract shows it.</summary>
internal sealed class ActivationRendering(Mask mask, CompletionTimes times)
{
    private readonly StepRendering _steps = new(mask);

    public static string NameOf(long activation) => $"activations/{ActivationId.ToText(activation)}";

    /// <param name="state">A snapshot.</param>
    /// <param name="full">With its steps.</param>
    /// <param name="now">The time that it is shown at; null for the time of its last event.</param>
    public V1.Activation Render(SagaState state, bool full, DateTimeOffset? now = null)
    {
        var order = state.Order;
        var shown = new V1.Activation
        {
            Name = NameOf(state.Id),
            State = EnumConversion.ToProto(state.State),
            StateReason = mask.Text(state.StateReason),
            Action = EnumConversion.ToProto(order.Action),
            Customer = order.Customer,
            Service = order.Service.Length == 0 ? "" : $"services/{order.Service}",
            Product = order.Product,
            Workflow = state.Plan.Id.ToString(),
            OrderReference = order.OrderReference,
            Channel = EnumConversion.ToProto(order.Channel),
            Requester = order.Requester,
            Input = mask.Object(order.Input),
            Output = mask.Object(state.Output),
            Priority = order.Priority,
            RequestedStartTime = TimeOf(order.RequestedStartTime),
            DueTime = TimeOf(order.DueTime),
            ExpectedCompletionTime = TimeOf(times.Expect(state, now ?? state.UpdateTime)),
            CreateTime = TimeOf(state.CreateTime),
            StartTime = TimeOf(state.StartTime),
            EndTime = TimeOf(state.EndTime),
            UpdateTime = TimeOf(state.UpdateTime),
            Sequence = state.Sequence,
            Etag = state.Etag,
            CorrelationId = order.CorrelationId,
            Parent = order.Parent is { } parent ? NameOf(parent.Activation) : "",
            ParentStep = order.Parent?.Step ?? "",
            EntitlementEndTime = TimeOf(order.Cancellation?.EntitlementEnd),
            BillingEndTime = TimeOf(order.Cancellation?.BillingEnd),
            AtOnce = order.Cancellation is { Reason.Length: > 0 } decided
                ? new V1.Decision { Reason = mask.Text(decided.Reason), Ticket = mask.Text(decided.Ticket) }
                : null,
        };
        if (state is { IsFinished: false, Jeopardy: { } jeopardy })
        {
            shown.Jeopardy = new V1.Jeopardy
            {
                Since = TimeOf(jeopardy.Since),
                ExpectedCompletionTime = TimeOf(jeopardy.Expected),
                Why = jeopardy.Why,
            };
        }

        foreach (var (name, value) in order.Labels)
            shown.Labels.Add(name, value);
        foreach (var fallout in state.Fallouts)
            shown.Fallouts.Add(Render(state, fallout));
        if (full)
        {
            foreach (var step in state.Steps)
                shown.Steps.Add(_steps.Render(state.Id, step));
        }

        return shown;
    }

    internal static Timestamp? TimeOf(DateTimeOffset? time) =>
        time is { } known ? Timestamp.FromDateTimeOffset(known) : null;

    private V1.Fallout Render(SagaState state, OpenFallout fallout)
    {
        var shown = new V1.Fallout
        {
            Step = fallout.Step,
            WhileCompensating = fallout.WhileCompensating,
            Error = mask.Error(fallout.Error),
            CreateTime = TimeOf(fallout.Time),
        };
        foreach (var decision in FalloutRules.Allowed(state, fallout))
            shown.Allowed.Add(EnumConversion.ToProto(decision));

        return shown;
    }
}
