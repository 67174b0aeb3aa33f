using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine;
using Orchestrator.Engine.Auditing;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Adapters;

namespace Orchestrator.Server.Grpc.Audits;

/// <summary>Findings as the contract shows them, and their names.</summary>
internal static class FindingRendering
{
    public const string Collection = "findings/";

    public static V1.Finding Render(KeptFinding kept)
    {
        var finding = kept.Finding;
        var shown = new V1.Finding
        {
            Name = Collection + kept.Id,
            Kind = KindOf(finding.Kind),
            State = StateOf(kept.State),
            Money = finding.Money is { } money ? Render(money) : null,
            Customer = finding.Customer,
            Service = finding.Service.Length == 0 ? "" : $"services/{finding.Service}",
            Product = finding.Product,
            Adapter = finding.Adapter.Length == 0 ? "" : AdapterRendering.NameOf(finding.Adapter),
            ResourceKind = finding.ResourceKind,
            ExternalId = finding.ExternalId,
            Activation = Activation(finding.Activation),
            Summary = Sealer.Mask(finding.Summary),
            FirstSeenTime = kept.FirstSeen.ToTimestamp(),
            LastSeenTime = kept.LastSeen.ToTimestamp(),
            ResolvedTime = kept.ResolvedTime?.ToTimestamp(),
            AcceptedUntilTime = kept.AcceptedUntil?.ToTimestamp(),
            FixActivation = Activation(kept.Fix),
            Audit = AuditRendering.NameOf(kept.Audit),
        };
        shown.Evidence.AddRange(finding.Evidence.Select(Render));
        return shown;
    }

    public static V1.FindingEvent Render(FindingEvent happened) => new()
    {
        Type = happened.Kind switch
        {
            FindingEventKind.Opened => V1.FindingEvent.Types.Type.Opened,
            FindingEventKind.Accepted => V1.FindingEvent.Types.Type.Accepted,
            FindingEventKind.FixStarted => V1.FindingEvent.Types.Type.FixStarted,
            FindingEventKind.Resolved => V1.FindingEvent.Types.Type.Resolved,
            _ => V1.FindingEvent.Types.Type.Reopened,
        },
        Time = happened.Time.ToTimestamp(),
        Actor = happened.Actor,
        Decision = happened.Reason.Length == 0
            ? null
            : new V1.Decision { Reason = happened.Reason, Ticket = happened.Ticket },
        UntilTime = happened.Until?.ToTimestamp(),
        Activation = Activation(happened.Activation),
    };

    public static FindingKind ToCore(V1.Finding.Types.Kind kind) => kind switch
    {
        V1.Finding.Types.Kind.ServiceWithoutBilling => FindingKind.ServiceWithoutBilling,
        V1.Finding.Types.Kind.BillingWithoutService => FindingKind.BillingWithoutService,
        V1.Finding.Types.Kind.OrphanResource => FindingKind.OrphanResource,
        V1.Finding.Types.Kind.MissingResource => FindingKind.MissingResource,
        V1.Finding.Types.Kind.Drift => FindingKind.Drift,
        V1.Finding.Types.Kind.UnknownEffect => FindingKind.UnknownEffect,
        _ => FindingKind.Stuck,
    };

    public static FindingState ToCore(V1.Finding.Types.State state) => state switch
    {
        V1.Finding.Types.State.Accepted => FindingState.Accepted,
        V1.Finding.Types.State.FixStarted => FindingState.FixStarted,
        V1.Finding.Types.State.Resolved => FindingState.Resolved,
        _ => FindingState.Open,
    };

    private static V1.Money Render(FindingMoney money) => new()
    {
        Amount = money.Amount.ToString("0.00##", CultureInfo.InvariantCulture),
        Currency = money.Currency,
        Period = money.Period,
    };

    private static V1.Evidence Render(Evidence evidence)
    {
        var shown = new V1.Evidence
        {
            Side = evidence.Side switch
            {
                EvidenceSide.Service => V1.Evidence.Types.Side.Service,
                EvidenceSide.Ledger => V1.Evidence.Types.Side.Ledger,
                EvidenceSide.Inventory => V1.Evidence.Types.Side.Inventory,
                EvidenceSide.Product => V1.Evidence.Types.Side.Product,
                _ => V1.Evidence.Types.Side.Activation,
            },
            Text = Sealer.Mask(evidence.Text),
        };
        foreach (var (name, value) in evidence.Facts.OrderBy(static one => one.Key, StringComparer.Ordinal))
            shown.Facts[name] = Sealer.Mask(value);
        return shown;
    }

    private static V1.Finding.Types.Kind KindOf(FindingKind kind) => kind switch
    {
        FindingKind.ServiceWithoutBilling => V1.Finding.Types.Kind.ServiceWithoutBilling,
        FindingKind.BillingWithoutService => V1.Finding.Types.Kind.BillingWithoutService,
        FindingKind.OrphanResource => V1.Finding.Types.Kind.OrphanResource,
        FindingKind.MissingResource => V1.Finding.Types.Kind.MissingResource,
        FindingKind.Drift => V1.Finding.Types.Kind.Drift,
        FindingKind.UnknownEffect => V1.Finding.Types.Kind.UnknownEffect,
        _ => V1.Finding.Types.Kind.Stuck,
    };

    private static V1.Finding.Types.State StateOf(FindingState state) => state switch
    {
        FindingState.Accepted => V1.Finding.Types.State.Accepted,
        FindingState.FixStarted => V1.Finding.Types.State.FixStarted,
        FindingState.Resolved => V1.Finding.Types.State.Resolved,
        _ => V1.Finding.Types.State.Open,
    };

    private static string Activation(long id) => id == 0 ? "" : $"activations/{ActivationId.ToText(id)}";
}
