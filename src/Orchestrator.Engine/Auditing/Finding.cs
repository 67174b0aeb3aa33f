using System.Buffers.Text;
using System.Security.Cryptography;
using Orchestrator.Engine.Auditing.Sorting;

namespace Orchestrator.Engine.Auditing;

/// <summary>What kinds of leak there are. Stored as numbers.</summary>
public enum FindingKind
{
    /// <summary>An active service of a product that is paid again and again has nothing that bills it.</summary>
    ServiceWithoutBilling = 1,

    /// <summary>Something bills a customer, and no active service is behind it.</summary>
    BillingWithoutService = 2,

    /// <summary>A system holds something that no service has.</summary>
    OrphanResource = 3,

    /// <summary>A service has something, by its ledger, that its system does not hold.</summary>
    MissingResource = 4,

    /// <summary>Both have it, and differ in what they say of it.</summary>
    Drift = 5,

    /// <summary>An activation has been open for too long, or a service hangs between two states.</summary>
    Stuck = 6,

    /// <summary>Nobody knows what came of a call for a service: what it may have made is possibly held.</summary>
    UnknownEffect = 7,
}

/// <summary>
/// Something that is not as it should be. It is the same in the next audit where kind, adapter, resource and service are
/// the same.
/// </summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Part">What is audited whole or not at all: the adapter's instance; empty for services themselves.</param>
/// <param name="Adapter">The instance; empty where it is about no system.</param>
/// <param name="ResourceKind">Of the resource; empty where it is about none.</param>
/// <param name="ExternalId">Of the resource; empty where there is none.</param>
/// <param name="Service">Whose; empty where nobody knows.</param>
public sealed record Finding(
    FindingKind Kind, string Part, string Adapter, string ResourceKind, string ExternalId, string Service)
{
    public string Customer { get; init; } = "";

    public string Product { get; init; } = "";

    /// <summary>The activation that it is about; 0 for none.</summary>
    public long Activation { get; init; }

    /// <summary>What is lost, or taken wrongly, with each period; null where nobody knows.</summary>
    public FindingMoney? Money { get; init; }

    /// <summary>One plain sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Which side says what.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>Stands for what it is about: 22 characters of A-Z, a-z, 0-9, '-' and '_'.</summary>
    public string Id
    {
        get
        {
            // Who a bill is for may be learnt between two audits; it is the same bill.
            var service = Kind == FindingKind.BillingWithoutService ? "" : Service;
            var number = Kind == FindingKind.Stuck && Activation != 0
                ? Activation.ToString(System.Globalization.CultureInfo.InvariantCulture)
                : "";
            var key = SpoolKey.Of(Kind.ToString(), Adapter, ResourceKind, ExternalId, service, number);
            return Base64Url.EncodeToString(SHA256.HashData(key).AsSpan(0, 16));
        }
    }
}

/// <summary>Money for each period.</summary>
/// <param name="Amount">In the currency's units, as the product says.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Period">ISO 8601: P1M.</param>
/// <param name="PerYear">About how much a year, to compare with others.</param>
public sealed record FindingMoney(decimal Amount, string Currency, string Period, decimal PerYear);

/// <summary>Who says something. Stored as numbers.</summary>
public enum EvidenceSide
{
    /// <summary>The service: what the customer is to have.</summary>
    Service = 1,

    /// <summary>The ledger: what was made for a service and not released.</summary>
    Ledger = 2,

    /// <summary>The list of what the system holds.</summary>
    Inventory = 3,

    /// <summary>The product: how it is paid.</summary>
    Product = 4,

    /// <summary>An activation.</summary>
    Activation = 5,
}

/// <summary>What one side says.</summary>
/// <param name="Text">In plain words.</param>
/// <param name="Facts">The same for programs.</param>
public sealed record Evidence(EvidenceSide Side, string Text, IReadOnlyDictionary<string, string> Facts);
