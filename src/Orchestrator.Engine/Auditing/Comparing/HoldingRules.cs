using Orchestrator.Core.Sagas;

namespace Orchestrator.Engine.Auditing.Comparing;

/// <summary>
/// What is suspicious about a pair of ledger and inventory, and about a service and what it has. Each mismatch has one
/// kind: the one that says most about money.
/// </summary>
public static class HoldingRules
{
    /// <summary>Of one resource, whoever has it.</summary>
    public static Suspicion? Judge(ResourcePair pair)
    {
        if (pair.Held.Count == 0)
            return new Suspicion.Orphan(pair.Kind, pair.ExternalId, pair.Listed!);

        return pair.Differences() is { Count: > 0 } names
            ? new Suspicion.Differing(
                pair.Kind, pair.ExternalId, pair.Held[0], pair.Listed!, names)
            : null;
    }

    /// <summary>Of one service, and all that it has at the adapter.</summary>
    /// <param name="adapter">The audited instance.</param>
    /// <param name="service">The id that the ledger has.</param>
    /// <param name="owner">Null where there is no such service.</param>
    /// <param name="holdings">What it has there.</param>
    /// <param name="product">Of the service; null where it is not known.</param>
    /// <param name="isBilling">Whether resources of a kind bill some product.</param>
    public static IEnumerable<Suspicion> Judge(
        string adapter,
        string service,
        AuditedService? owner,
        IReadOnlyList<ServiceHolding> holdings,
        AuditedProduct? product,
        Func<string, bool> isBilling)
    {
        var isBilledHere = owner is { State: ServiceState.Active } && product?.BillingAdapter == adapter;
        ServiceHolding? expected = null;
        var isBilled = false;
        foreach (var one in holdings)
        {
            if (isBilledHere && product!.IsBilledBy(adapter, one.Kind))
            {
                isBilled |= one.IsListed != false;
                expected ??= one;
            }
        }

        foreach (var one in holdings)
        {
            var isUnpaidBill = isBilledHere && !isBilled && product!.IsBilledBy(adapter, one.Kind);
            if (!isUnpaidBill && Judge(service, owner, one, isBilling(one.Kind)) is { } suspicion)
                yield return suspicion;
        }

        if (isBilledHere && !isBilled)
            yield return new Suspicion.Unbilled(owner!, product!, expected);
    }

    private static Suspicion? Judge(string service, AuditedService? owner, ServiceHolding one, bool isBilling)
    {
        // A bill that nobody is known to send is a bill: where the system cannot say, the ledger is believed.
        if (isBilling && one.IsListed != false && owner is not { MayBeBilled: true })
            return new Suspicion.BilledInVain(owner, service, one);
        if (owner is null or { State: ServiceState.Terminated })
            return new Suspicion.Ownerless(owner, one);

        return one.IsListed == false ? new Suspicion.Missing(owner, one) : null;
    }
}
