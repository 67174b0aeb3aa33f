using Orchestrator.Adapters.Sandbox.Calls;
using Orchestrator.Adapters.Sandbox.World;

namespace Orchestrator.Adapters.Sandbox.Billing;

/// <summary>Accounts and their subscriptions, and money that went either way. Amounts are whole cents.</summary>
internal static class BillingAdapter
{
    public static Table Accounts { get; } = new("accounts", "account", "account", "customer", "currency", "card")
    {
        ResourceKind = "account",
        Guard = NoSubscriptionOf,
    };

    public static Table Subscriptions { get; } =
        new("subscriptions", "subscription", "id", "account", "subscription", "plan", "monthly_cents")
        {
            ResourceKind = "subscription",
            Index = "account",
        };

    /// <summary>What was charged stays written, as in any ledger; a refund is written beside it.</summary>
    public static Table Charges { get; } =
        new("charges", "charge", "id", "account", "reference", "amount_cents", "currency")
        {
            Index = "account",
        };

    public static Table Refunds { get; } =
        new("refunds", "refund", "id", "charge", "number", "refund_cents", "currency")
        {
            Index = "charge, number",
        };

    public static IReadOnlyList<Table> Tables { get; } = [Accounts, Subscriptions, Charges, Refunds];

    public static AdapterDefinition Definition { get; } = new(
        "billing", "BILLING_BUSY", "BILLING_FAULT", Tables,
        [
            OpenAccount.Operation, CloseAccount.Operation, StartSubscription.Operation, ChangeSubscription.Operation,
            EndSubscription.Operation, Charge.Operation, Refund.Operation,
        ]);

    /// <exception cref="RefusedException">UNKNOWN_ACCOUNT.</exception>
    public static Row Account(Draft draft, string account) => draft.Find(Accounts, account)
        ?? throw new RefusedException("UNKNOWN_ACCOUNT", $"There is no account '{account}'. Open it first.");

    private static void NoSubscriptionOf(Draft draft, Row account)
    {
        if (draft.Any(Subscriptions, "account", account.Id))
        {
            throw new RefusedException(
                "ACCOUNT_IN_USE", $"The account '{account.Id}' has subscriptions. End them first.");
        }
    }
}
