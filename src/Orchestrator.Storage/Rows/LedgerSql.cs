using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Storage.Rows;

/// <summary>Statements about what services hold that both databases understand.</summary>
internal static class LedgerSql
{
    private const string Left = "(select count(*) from service_resources r where r.service = services.id)";

    private const string Calls =
        $"from service_resources r where r.service = services.id and r.{TeardownReason.InDoubtSql})";

    private static readonly string Why =
        TeardownReason.Sql(Left, $"(select count(*) {Calls}", $"(select min(r.external_id) {Calls}");

    /// <summary>Services that are Terminated and hold something are TeardownIncomplete from now on.</summary>
    /// <param name="which">Which services are looked at: a condition.</param>
    public static string Incomplete(string which) =>
        $"update services set state = 5, end_time = null, reason = {Why} where {which} and state = 4 "
        + "and exists (select 1 from service_resources r where r.service = services.id)";

    /// <summary>
    /// Which row of services takes what is to become of it, <see cref="ServiceRules.MayFollow"/>: the end of a service
    /// is final, but for the activation that ended it.
    /// </summary>
    public static string MayFollow { get; } =
        $"services.state not in ({(int)ServiceState.Terminated}, {(int)ServiceState.TeardownIncomplete}) "
        + $"or excluded.state in ({(int)ServiceState.Terminating}, {(int)ServiceState.Terminated}, "
        + $"{(int)ServiceState.TeardownIncomplete}) or services.activation = excluded.activation";
}
