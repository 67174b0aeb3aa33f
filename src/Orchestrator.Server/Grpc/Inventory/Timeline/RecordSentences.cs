using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Rendering;
using Kind = Orchestrator.V1.TimelineEntry.Types.Kind;

namespace Orchestrator.Server.Grpc.Inventory.Timeline;

/// <summary>Contacts, payments and decisions as entries of a timeline.</summary>
internal sealed class RecordSentences(ServiceRendering rendering)
{
    private const int NamedMax = 3;

    public static V1.TimelineEntry Of(CustomerContact contact) => new()
    {
        Time = Timestamp.FromDateTimeOffset(contact.OccurTime),
        Kind = Kind.Contact,
        Summary = $"{contact.Agent} ({Department(contact.Kind)}) spoke with the customer "
            + $"{OrderSentences.By(contact.Channel)}: {contact.Summary}",
        Service = ServiceRendering.NameOf(contact.Service),
        Actor = contact.Agent,
        Contact = RecordContact.Render(contact),
    };

    public static V1.TimelineEntry Of(CustomerPayment payment)
    {
        var money = string.Create(CultureInfo.InvariantCulture, $"{payment.Amount} {payment.Currency}");
        var what = payment.Kind switch
        {
            PaymentKind.Payment => $"The customer paid {money}",
            PaymentKind.Refund => $"{money} were paid back to the customer",
            PaymentKind.Charge => $"The customer was charged {money}",
            _ => $"A payment of {money} failed",
        };
        return new()
        {
            Time = Timestamp.FromDateTimeOffset(payment.OccurTime),
            Kind = Kind.Payment,
            Summary = what + (payment.Reference.Length > 0 ? $" ({payment.Reference})" : "")
                + (payment.Description.Length > 0 ? $": {payment.Description}" : "."),
            Service = ServiceRendering.NameOf(payment.Service),
            Actor = payment.Actor,
            Payment = RecordPayment.Render(payment),
        };
    }

    public static V1.TimelineEntry Of(MadeFollowUp made)
    {
        var due = made.Due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new()
        {
            Time = Timestamp.FromDateTimeOffset(made.Time),
            Kind = Kind.FollowUp,
            Summary = $"The follow-up '{made.FollowUp}', due on {due}, " + made.Outcome switch
            {
                FollowUpOutcome.Published => $"published the event '{made.Event}'.",
                FollowUpOutcome.Started => "was started.",
                _ => $"was refused: {made.Note}",
            },
            Service = ServiceRendering.NameOf(made.Service),
            Activation = made.Activation == 0 ? "" : ActivationRendering.NameOf(made.Activation),
        };
    }

    /// <summary>Null where the query does not ask for it.</summary>
    public V1.TimelineEntry? Of(TeardownDecision decision, TimelineQuery query)
    {
        var isEnd = decision.State == ServiceState.Terminated;
        if (!query.Wants(Kind.Decision) && !isEnd)
            return null;

        var service = ServiceRendering.NameOf(decision.Service);
        var reason = decision.Reason + (char.IsPunctuation(decision.Reason[^1]) ? "" : ".");
        return new()
        {
            Time = Timestamp.FromDateTimeOffset(decision.Time),
            Kind = Kind.Decision,
            Summary = $"{decision.Actor} decided that {Named(decision.Resources)} {Became(decision)}: {reason} "
                + (isEnd
                    ? $"{service} is terminated."
                    : string.Create(CultureInfo.InvariantCulture, $"{service} still holds {decision.Left}.")),
            Service = service,
            Actor = decision.Actor,
            Teardown = ResolveTeardown.Render(decision, rendering),
        };
    }

    private static string Department(ContactKind kind) => kind switch
    {
        ContactKind.CustomerService => "customer service",
        ContactKind.TechnicalSupport => "technical support",
        ContactKind.Billing => "billing",
        _ => "sales",
    };

    private static string Named(IReadOnlyList<LedgerEntry> resources)
    {
        var named = string.Join(", ", resources.Take(NamedMax).Select(Named));
        return resources.Count <= NamedMax
            ? named
            : string.Create(CultureInfo.InvariantCulture, $"{named} and {resources.Count - NamedMax} more");
    }

    private static string Named(LedgerEntry entry) => entry.Certainty == LedgerCertainty.PossiblyHeld
        ? $"what call {entry.ExternalId} may have made"
        : $"{entry.Kind} {entry.ExternalId}";

    private static string Became(TeardownDecision decision) => (decision.Resolution, decision.Resources.Count) switch
    {
        (TeardownResolution.ReleasedByHand, 1) => "was released by hand",
        (TeardownResolution.ReleasedByHand, _) => "were released by hand",
        (TeardownResolution.NeverExisted, _) => "never existed",
        (_, 1) => "is written off",
        _ => "are written off",
    };
}
