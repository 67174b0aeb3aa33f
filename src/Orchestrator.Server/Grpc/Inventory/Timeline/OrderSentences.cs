using Google.Protobuf.WellKnownTypes;
using Orchestrator.Core.Sagas;
using Orchestrator.Server.Grpc.Conversion;
using Orchestrator.Server.Grpc.Rendering;

namespace Orchestrator.Server.Grpc.Inventory.Timeline;

/// <summary>Who asked for what, and what came of it.</summary>
internal static class OrderSentences
{
    /// <summary>Who asked: as the order system knows them; else the order system itself.</summary>
    public static string WhoOf(ActivationOrder order) =>
        order.Requester.Length > 0 ? order.Requester : order.Caller;

    public static string Accepted(ActivationOrder order, string workflow)
    {
        var what = order.Action switch
        {
            ActivationAction.Custom => $"run workflow {workflow}",
            ActivationAction.Change => $"change services/{order.Service} to {order.Product}",
            ActivationAction.Provision => $"provision {order.Product}",
            _ => $"{order.Action.ToString().ToLowerInvariant()} services/{order.Service} ({order.Product})",
        };
        var reference = order.OrderReference.Length > 0 ? $" with order {order.OrderReference}" : "";
        var start = order.RequestedStartTime is { } time ? $", to begin at {time.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z" : "";
        return order.Channel == Channel.Trigger
            ? $"What workflow {workflow} begins with started it{start}."
            : string.Join(' ', (string[])[WhoOf(order), "asked", .. Words(order.Channel), "to", what]) + reference + start + ".";
    }

    /// <summary>What is known of the order when the timeline is read.</summary>
    /// <param name="order">As it was accepted.</param>
    /// <param name="end">The event that ended it; null while it is open.</param>
    /// <param name="time">When that was.</param>
    public static V1.TimelineOrder Of(ActivationOrder order, SagaEvent? end, DateTimeOffset time)
    {
        var shown = new V1.TimelineOrder
        {
            Action = EnumConversion.ToProto(order.Action),
            Product = order.Product,
            OrderReference = order.OrderReference,
            Channel = EnumConversion.ToProto(order.Channel),
            Requester = order.Requester,
            Outcome = end switch
            {
                ActivationCompleted => V1.Activation.Types.State.Completed,
                ActivationRolledBack => V1.Activation.Types.State.RolledBack,
                ActivationCancelled => V1.Activation.Types.State.Cancelled,
                ActivationAbandoned => V1.Activation.Types.State.Abandoned,
                _ => V1.Activation.Types.State.Unspecified,
            },
        };
        if (end is not null)
            shown.EndTime = Timestamp.FromDateTimeOffset(time);
        return shown;
    }

    /// <summary>How it was asked for; empty where that was not said.</summary>
    public static string By(Channel channel) => channel switch
    {
        Channel.Phone => "by phone",
        Channel.Email => "by e-mail",
        Channel.Web => "on the web",
        Channel.InPerson => "in person",
        Channel.Api => "over the API",
        _ => "",
    };

    private static string[] Words(Channel channel) => By(channel) is { Length: > 0 } words ? [words] : [];
}
