using System.Globalization;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Auditing.Comparing;

namespace Orchestrator.Engine.Auditing;

/// <summary>Puts what is wrong into words, with what each side says.</summary>
internal static class FindingWriter
{
    private static readonly IReadOnlyDictionary<string, string> NoFacts = new Dictionary<string, string>();

    /// <param name="adapter">The audited instance.</param>
    /// <param name="canList">Whether the system could say what it holds.</param>
    public static Finding Write(string adapter, Suspicion suspicion, AuditedProducts products, bool canList) =>
        suspicion switch
        {
            Suspicion.Orphan it => Orphan(adapter, it, products),
            Suspicion.Ownerless it => Ownerless(adapter, it, canList),
            Suspicion.Missing it => Missing(adapter, it, products),
            Suspicion.Differing it => Differing(adapter, it),
            Suspicion.Unbilled it => Unbilled(adapter, it),
            Suspicion.BilledInVain it => BilledInVain(adapter, it, products, canList),
            _ => throw new InvalidOperationException($"Suspicion {suspicion.GetType().Name} is not known."),
        };

    /// <summary>An activation that has been open for too long.</summary>
    public static Finding Stuck(SagaState state, TimeSpan bound)
    {
        var name = NameOf(state.Id);
        var since = state.StartTime ?? state.CreateTime;
        var word = state.State.ToString();
        return new Finding(FindingKind.Stuck, "", "", "", "", state.Order.Service)
        {
            Customer = state.Order.Customer,
            Product = state.Order.Product,
            Activation = state.Id,
            Summary = $"{name} is {word} since {Date(since)}: {Sentence(state.StateReason)}",
            Evidence =
            [
                new(EvidenceSide.Activation,
                    $"{name} began at {Date(since)}, is {word}, and did something last at {Date(state.UpdateTime)}; more than {Words(bound)} counts as too long.",
                    new Dictionary<string, string>
                    {
                        ["activation"] = name,
                        ["state"] = word,
                        ["began"] = Time(since),
                        ["updated"] = Time(state.UpdateTime),
                    }),
                .. state.Fallouts.Select(fallout => new Evidence(
                    EvidenceSide.Activation,
                    $"Step '{fallout.Step}' needs a person since {Date(fallout.Time)}: {fallout.Error.Code}. {fallout.Error.Message}",
                    new Dictionary<string, string> { ["step"] = fallout.Step, ["code"] = fallout.Error.Code })),
            ],
        };
    }

    /// <summary>A service that hangs between two states, and that nothing works on.</summary>
    public static Finding Stuck(AuditedService service, AuditedProducts products, long held) =>
        new(FindingKind.Stuck, "", "", "", "", service.Id)
        {
            Customer = service.Customer,
            Product = service.Product,
            Money = products.Find(service.Product, service.ProductVersion)?.Money,
            Summary = service.State == ServiceState.TeardownIncomplete
                ? $"services/{service.Id} was to end, and still holds {held} resource{(held == 1 ? "" : "s")}, or may."
                : $"services/{service.Id} is {service.State}, and nothing works on it.",
            Evidence =
            [
                Says(service),
                .. held == 0
                    ? Enumerable.Empty<Evidence>()
                    : [new(EvidenceSide.Ledger, $"The ledger has {held} for it that are not known to be released.",
                        new Dictionary<string, string> { ["held"] = held.ToString(CultureInfo.InvariantCulture) })],
            ],
        };

    private static Finding Orphan(string adapter, Suspicion.Orphan it, AuditedProducts products)
    {
        var bills = products.AreBilling(adapter, it.Kind);
        var kind = bills ? FindingKind.BillingWithoutService : FindingKind.OrphanResource;
        return new Finding(kind, adapter, adapter, it.Kind, it.ExternalId, "")
        {
            Money = bills ? products.MoneyOf(adapter, it.Kind) : null,
            Summary = bills
                ? $"{adapter} bills {it.Kind} '{it.ExternalId}', which no service has."
                : $"{adapter} holds {it.Kind} '{it.ExternalId}', which no service has.",
            Evidence =
            [
                new(EvidenceSide.Inventory, $"{adapter} lists {it.Kind} '{it.ExternalId}'.", it.Attributes),
                new(EvidenceSide.Ledger, "No service's ledger has it.", NoFacts),
            ],
        };
    }

    private static Finding Ownerless(string adapter, Suspicion.Ownerless it, bool canList)
    {
        var service = it.Holding.Held.Service;
        var kind = it.Holding.IsListed == false ? FindingKind.MissingResource : FindingKind.OrphanResource;
        var why = it.Owner is null ? "is not there" : "has ended";
        return Of(kind, adapter, it.Holding, it.Owner) with
        {
            Summary = $"{adapter} has {it.Holding.Kind} '{it.Holding.ExternalId}' for services/{service}, which {why}.",
            Evidence =
            [
                it.Owner is null
                    ? new(EvidenceSide.Service, $"There is no services/{service}.", NoFacts)
                    : Says(it.Owner),
                LedgerSays(it.Holding),
                InventorySays(adapter, it.Holding, canList),
            ],
        };
    }

    private static Finding Missing(string adapter, Suspicion.Missing it, AuditedProducts products) =>
        Of(FindingKind.MissingResource, adapter, it.Holding, it.Owner) with
        {
            Money = products.Find(it.Owner.Product, it.Owner.ProductVersion)?.Money,
            Summary = $"services/{it.Owner.Id} has {it.Holding.Kind} '{it.Holding.ExternalId}', which {adapter} does not hold.",
            Evidence = [Says(it.Owner), LedgerSays(it.Holding), InventorySays(adapter, it.Holding, canList: true)],
        };

    private static Finding Differing(string adapter, Suspicion.Differing it)
    {
        var differences = string.Join("; ", it.Names.Select(name =>
            $"{name} is '{it.Listed[name]}' there and '{it.Held.Attributes.GetValueOrDefault(name, "")}' in the ledger"));
        return new Finding(FindingKind.Drift, adapter, adapter, it.Kind, it.ExternalId, it.Held.Service)
        {
            Summary = $"{it.Kind} '{it.ExternalId}' on {adapter} is not as it was made for services/{it.Held.Service}: {differences}.",
            Evidence =
            [
                new(EvidenceSide.Ledger, $"Made by step '{it.Held.Step}' of {NameOf(it.Held.Activation)}.", Only(it.Held.Attributes, it.Names)),
                new(EvidenceSide.Inventory, $"{adapter} lists it otherwise.", Only(it.Listed, it.Names)),
            ],
        };
    }

    private static Finding Unbilled(string adapter, Suspicion.Unbilled it)
    {
        var money = it.Product.Money;
        return new Finding(
            FindingKind.ServiceWithoutBilling, adapter, adapter, it.Product.BillingKind!, "", it.Owner.Id)
        {
            Customer = it.Owner.Customer,
            Product = it.Owner.Product,
            Money = money,
            Summary = it.Holding is null
                ? $"services/{it.Owner.Id} is active, and nothing bills it: no {it.Product.BillingKind} was made for it."
                : $"services/{it.Owner.Id} is active, and nothing bills it: {adapter} does not have {it.Holding.Kind} '{it.Holding.ExternalId}' any more.",
            Evidence =
            [
                Says(it.Owner),
                new(EvidenceSide.Product,
                    $"Product '{it.Product.Id}' is billed by a {it.Product.BillingKind} of {adapter}"
                    + (money is null ? "." : FormattableString.Invariant($": {money.Amount} {money.Currency} each {money.Period}.")),
                    NoFacts),
                it.Holding is null
                    ? new(EvidenceSide.Ledger, $"The ledger has no {it.Product.BillingKind} for it.", NoFacts)
                    : LedgerSays(it.Holding),
                .. it.Holding is null
                    ? Enumerable.Empty<Evidence>()
                    : [InventorySays(adapter, it.Holding, canList: true)],
            ],
        };
    }

    private static Finding BilledInVain(
        string adapter, Suspicion.BilledInVain it, AuditedProducts products, bool canList) =>
        Of(FindingKind.BillingWithoutService, adapter, it.Holding, it.Owner) with
        {
            Money = (it.Owner is null ? null : products.Find(it.Owner.Product, it.Owner.ProductVersion)?.Money)
                ?? products.MoneyOf(adapter, it.Holding.Kind),
            Summary = $"{adapter} bills {it.Holding.Kind} '{it.Holding.ExternalId}' for services/{it.Service}, which "
                + (it.Owner is null ? "is not there." : $"is {it.Owner.State}."),
            Evidence =
            [
                it.Owner is null
                    ? new(EvidenceSide.Service, $"There is no services/{it.Service}.", NoFacts)
                    : Says(it.Owner),
                LedgerSays(it.Holding),
                InventorySays(adapter, it.Holding, canList),
            ],
        };

    private static Finding Of(FindingKind kind, string adapter, ServiceHolding holding, AuditedService? owner) =>
        new(kind, adapter, adapter, holding.Kind, holding.ExternalId, holding.Held.Service)
        {
            Customer = owner?.Customer ?? "",
            Product = owner?.Product ?? "",
            Summary = "",
        };

    private static Evidence Says(AuditedService service) => new(
        EvidenceSide.Service,
        $"services/{service.Id} of customer '{service.Customer}' is {service.State}.",
        new Dictionary<string, string>
        {
            ["service"] = $"services/{service.Id}",
            ["customer"] = service.Customer,
            ["product"] = service.Product,
            ["state"] = service.State.ToString(),
        });

    private static Evidence LedgerSays(ServiceHolding holding) => new(
        EvidenceSide.Ledger,
        $"Step '{holding.Held.Step}' of {NameOf(holding.Held.Activation)} made {holding.Kind} '{holding.ExternalId}' at {Date(holding.Held.Since)}.",
        holding.Held.Attributes);

    private static Evidence InventorySays(string adapter, ServiceHolding holding, bool canList) => new(
        EvidenceSide.Inventory,
        !canList || holding.IsListed is null ? $"{adapter} cannot say what it holds."
            : holding.IsListed == true ? $"{adapter} holds it."
            : $"{adapter} does not hold it.",
        NoFacts);

    private static Dictionary<string, string> Only(
        IReadOnlyDictionary<string, string> attributes, IReadOnlyList<string> names) =>
        names.Where(attributes.ContainsKey).ToDictionary(static name => name, name => attributes[name]);

    private static string NameOf(long activation) => $"activations/{ActivationId.ToText(activation)}";

    private static string Sentence(string reason) => reason.Length == 0 ? "nobody knows why." : reason;

    private static string Date(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Words(TimeSpan time) => time.TotalHours >= 1
        ? FormattableString.Invariant($"{time.TotalHours:0.#} h")
        : FormattableString.Invariant($"{time.TotalMinutes:0.#} min");
}
