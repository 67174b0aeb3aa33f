using Orchestrator.Core.Sagas;

namespace Orchestrator.Engine.Ports;

/// <summary>What a journal makes of a service that is to be Terminated, and holds something.</summary>
public static class TeardownReason
{
    /// <summary>The service as it is instead.</summary>
    /// <param name="service">As it was to be.</param>
    /// <param name="left">How many resources are left; at least 1.</param>
    public static ServiceEntry Incomplete(ServiceEntry service, int left) => service with
    {
        State = ServiceState.TeardownIncomplete,
        EndTime = null,
        Reason = left == 1 ? "1 resource is left." : $"{left} resources are left.",
    };

    /// <summary>The same reason as SQL that both databases understand.</summary>
    /// <param name="count">An expression: how many are left.</param>
    public static string Sql(string count) =>
        $"case {count} when 1 then '1 resource is left.' else {count} || ' resources are left.' end";
}
