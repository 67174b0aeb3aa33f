using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas;

/// <summary>The states of a service, after TMF638, and one more.</summary>
public enum ServiceState
{
    /// <summary>Being provisioned.</summary>
    Reserved,
    Active,

    /// <summary>Inactive for a while, for a reason.</summary>
    Suspended,

    /// <summary>Being deprovisioned.</summary>
    Terminating,

    /// <summary>Ended, and nothing outside is held for it any more.</summary>
    Terminated,

    /// <summary>
    /// Ended, and not known to hold nothing: its ledger says what is left. Only DEPROVISION, or a person's decision,
    /// brings it to its end.
    /// </summary>
    TeardownIncomplete,
}

/// <summary>A service as the database keeps it.</summary>
/// <param name="Id">Without <c>services/</c>.</param>
/// <param name="Activation">The activation that changed it last.</param>
public sealed record ServiceEntry(string Id, string Customer, string Product, ServiceState State, long Activation)
{
    /// <summary>
    /// Inputs of the service's provisioning, sealed where sensitive; what a deprovision is given where its order says
    /// nothing.
    /// </summary>
    public Value Input { get; init; }

    /// <summary>The version of the product that it was provisioned with, or changed to; 0: not known.</summary>
    public int ProductVersion { get; init; }

    /// <summary>When its provisioning was accepted; null: not known.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>When it became active first, which its term counts from; null: it has not, or not known.</summary>
    public DateTimeOffset? ActiveTime { get; init; }

    /// <summary>When it was terminated; null: it is not.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Why it is suspended, or not terminated wholly, in words; or empty.</summary>
    public string Reason { get; init; } = "";
}
