using System.Globalization;
using Orchestrator.Adapters;
using Orchestrator.Core.Sagas;

namespace Orchestrator.Engine.Auditing;

/// <summary>Puts into words what nobody knows of a call, with what each side says.</summary>
internal static class DoubtWriter
{
    private static readonly IReadOnlyDictionary<string, string> NoFacts = new Dictionary<string, string>();

    /// <param name="call">As the ledger has it.</param>
    /// <param name="owner">The service; null where it is not there.</param>
    /// <param name="answer">What the adapter says when asked; empty where it was not.</param>
    /// <param name="seen">What of it the system lists; null where it cannot list.</param>
    public static Finding Write(
        LedgerEntry call,
        ServiceEntry? owner,
        string answer,
        IReadOnlyList<(string Kind, string ExternalId, Sighting Where)>? seen)
    {
        var operation = call.Attributes.GetValueOrDefault(LedgerEntry.OperationOfCall, "");
        return new Finding(
            FindingKind.UnknownEffect, call.Adapter, call.Adapter, call.Kind, call.ExternalId, call.Service)
        {
            Customer = owner?.Customer ?? "",
            Product = owner?.Product ?? "",
            Activation = call.Activation,
            Summary = $"What came of {operation} on {call.Adapter} for services/{call.Service} is not known: call {call.ExternalId}.",
            Evidence =
            [
                owner is null
                    ? new(EvidenceSide.Service, $"There is no services/{call.Service}.", NoFacts)
                    : new(EvidenceSide.Service, $"services/{owner.Id} of customer '{owner.Customer}' is {owner.State}.", NoFacts),
                new(EvidenceSide.Ledger,
                    $"Since {call.Since.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)} nobody knows what step "
                        + $"'{call.Step}' of activations/{ActivationId.ToText(call.Activation)} made.",
                    call.Attributes),
                .. answer.Length == 0 ? Enumerable.Empty<Evidence>() : [new(EvidenceSide.Activation, answer, NoFacts)],
                .. (seen ?? []).Select(one => new Evidence(EvidenceSide.Inventory, Says(call.Adapter, one), NoFacts)),
            ],
        };
    }

    /// <summary>Empty where it was not asked.</summary>
    public static string Says(string adapter, ReadAnswer? answer) => answer switch
    {
        ReadAnswer.Done { Resources: [_, ..] made } =>
            $"{adapter} says that it was done, and made {string.Join(", ", made.Select(static one => $"{one.Resource.Kind} {one.Resource.ExternalId}"))}.",
        ReadAnswer.Done => $"{adapter} says that it was done.",
        ReadAnswer.StillUnknown it => $"{adapter} cannot tell what came of it: {it.Message}",
        _ => "",
    };

    private static string Says(string adapter, (string Kind, string ExternalId, Sighting Where) one) => one.Where switch
    {
        Sighting.Listed => $"{adapter} holds {one.Kind} '{one.ExternalId}', which it makes and no service has.",
        Sighting.Held => $"{one.Kind} '{one.ExternalId}', which it makes, is held for a service by another step.",
        _ => $"{adapter} does not hold {one.Kind} '{one.ExternalId}', which it makes.",
    };
}
