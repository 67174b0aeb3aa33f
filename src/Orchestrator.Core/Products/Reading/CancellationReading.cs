using Orchestrator.Core.Workflows.Reading;

namespace Orchestrator.Core.Products.Reading;

/// <summary>Reads <c>cancellation</c>.</summary>
internal static class CancellationReading
{
    public static CancellationPolicy Read(Node? cancellation, ProductPayment? payment, MemberReading members)
    {
        if (cancellation is null)
            return CancellationPolicy.AtOnce with { Term = payment?.Period };

        members.Expect(cancellation, "'cancellation'", "entitlementEnds", "billingEnds", "term");
        var entitlement = members.Choice(cancellation["entitlementEnds"], ProductMembers.Ends);
        var billing = members.Choice(cancellation["billingEnds"], ProductMembers.Ends);
        var term = members.Period(cancellation["term"]) ?? payment?.Period;
        if (term is null && cancellation["term"] is null)
        {
            foreach (var name in (string[])["entitlementEnds", "billingEnds"])
            {
                if (cancellation[name] is { Text: "endOfTerm" } at)
                    members.Add(
                        ProductCodes.Contradiction,
                        at,
                        $"'{name}' is at the end of a term, and there is none. Add 'term', or a recurring payment's "
                            + "'period'.");
            }
        }

        return new CancellationPolicy(entitlement ?? CancellationEnd.AtOnce, billing ?? CancellationEnd.AtOnce)
        {
            Term = term,
        };
    }
}
