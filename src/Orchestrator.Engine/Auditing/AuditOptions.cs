namespace Orchestrator.Engine.Auditing;

/// <summary>How audits go.</summary>
/// <param name="Folder">Where temporary files are made.</param>
public sealed record AuditOptions(string Folder)
{
    /// <summary>How long an activation, or a service between two states, may be open before it counts as stuck.</summary>
    public TimeSpan StuckAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long a system may say nothing while it lists what it holds.</summary>
    public TimeSpan ListPatience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long calls that were under way when the list ended are given to end, before what they may have made is left to
    /// the next audit.
    /// </summary>
    public TimeSpan CallPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long others leave an audit alone whose process says nothing.</summary>
    public TimeSpan Claim { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of each side in memory.</summary>
    public int BytesMax { get; init; } = Sorting.SortedSpool.BytesMaxDefault;
}

/// <summary>What an audit reads.</summary>
/// <param name="Adapters">The instances of this process.</param>
/// <param name="Services">Services and their ledger.</param>
/// <param name="Work">What is under way.</param>
/// <param name="Products">How services are paid.</param>
/// <param name="Time">The clock.</param>
public sealed record AuditSources(
    AdapterRegistry Adapters,
    Ports.IServiceStore Services,
    OpenWork Work,
    AuditedProducts Products,
    TimeProvider Time)
{
    /// <summary>Keeps what was found out about calls in doubt; null: that is only told.</summary>
    public Ports.ITeardownDecisions? Decisions { get; init; }

    /// <summary>Makes calls anew as their adapters get them; null: adapters are not asked what came of them.</summary>
    public ToldResources? Calls { get; init; }
}
