using Orchestrator.Core.Sagas;

namespace Orchestrator.Engine.Ports;

/// <summary>
/// What a journal makes of a service that is to be Terminated, and holds something, or for which a call is in doubt.
/// </summary>
public static class TeardownReason
{
    /// <summary>Of ledger entries: those that are calls in doubt.</summary>
    public const string InDoubtSql = $"kind = '{LedgerEntry.UnknownCall}'";

    /// <summary>The service as it is instead.</summary>
    /// <param name="service">As it was to be.</param>
    /// <param name="left">What is left; at least 1.</param>
    public static ServiceEntry Incomplete(ServiceEntry service, IReadOnlyCollection<LedgerEntry> left)
    {
        var calls = left
            .Where(static one => one.Certainty == LedgerCertainty.PossiblyHeld)
            .Select(static one => one.ExternalId)
            .Order(StringComparer.Ordinal)
            .ToArray();
        return service with
        {
            State = ServiceState.TeardownIncomplete,
            EndTime = null,
            Reason = (left.Count == 1 ? "1 resource is left." : $"{left.Count} resources are left.") + calls.Length switch
            {
                0 => "",
                1 => $" What came of call {calls[0]} is not known.",
                var count => $" What came of {count} calls is not known, {calls[0]} is the first.",
            },
        };
    }

    /// <summary>The same reason as SQL that both databases understand.</summary>
    /// <param name="count">An expression: how many are left.</param>
    /// <param name="calls">An expression: how many calls of them are in doubt.</param>
    /// <param name="first">An expression: the key of the first of those.</param>
    public static string Sql(string count, string calls, string first) =>
        $"case {count} when 1 then '1 resource is left.' else {count} || ' resources are left.' end "
        + $"|| case {calls} when 0 then '' when 1 then ' What came of call ' || {first} || ' is not known.' "
        + $"else ' What came of ' || {calls} || ' calls is not known, ' || {first} || ' is the first.' end";
}
