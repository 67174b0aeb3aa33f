using Orchestrator.Core.Sagas;

namespace Orchestrator.Core.Products.Reading;

/// <summary>The words of a product.json: what the reader takes, and the schema offers.</summary>
internal static class ProductMembers
{
    public static readonly IReadOnlyList<string> OfProduct =
    [
        "$schema", "id", "displayName", "names", "description", "payment", "actions", "changes", "cancellation",
        "followUps", "waivers", "inputs",
    ];

    public static readonly IReadOnlyDictionary<string, ActivationAction> Actions =
        new Dictionary<string, ActivationAction>(StringComparer.Ordinal)
        {
            ["provision"] = ActivationAction.Provision,
            ["deprovision"] = ActivationAction.Deprovision,
            ["change"] = ActivationAction.Change,
            ["suspend"] = ActivationAction.Suspend,
            ["resume"] = ActivationAction.Resume,
        };

    public static readonly IReadOnlyDictionary<string, PaymentKind> PaymentKinds =
        new Dictionary<string, PaymentKind>(StringComparer.Ordinal)
        {
            ["oneOff"] = PaymentKind.OneOff,
            ["recurring"] = PaymentKind.Recurring,
        };

    public static readonly IReadOnlyDictionary<string, CancellationEnd> Ends =
        new Dictionary<string, CancellationEnd>(StringComparer.Ordinal)
        {
            ["atOnce"] = CancellationEnd.AtOnce,
            ["endOfTerm"] = CancellationEnd.EndOfTerm,
            ["date"] = CancellationEnd.Date,
        };

    public static readonly IReadOnlyDictionary<string, bool> ChangeWays =
        new Dictionary<string, bool>(StringComparer.Ordinal) { ["diff"] = true };

    public static readonly IReadOnlyDictionary<string, bool> Occasions =
        new Dictionary<string, bool>(StringComparer.Ordinal) { ["anniversary"] = true };
}
