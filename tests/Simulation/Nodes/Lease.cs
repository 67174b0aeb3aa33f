namespace Orchestrator.Tests.Simulation.Nodes;

/// <summary>The row in the database that says who owns the shards, and until when by the database's clock.</summary>
internal sealed class Lease
{
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(3);

    public Process? Owner { get; private set; }

    public DateTimeOffset Until { get; private set; }

    public bool IsHeldBy(Process process, DateTimeOffset now) => Owner == process && now < Until;

    /// <summary>Takes it where nobody has it any more.</summary>
    public bool TryTake(Process process, DateTimeOffset now)
    {
        if (Owner is not null && now < Until)
            return false;

        (Owner, Until) = (process, now + Length);
        return true;
    }

    /// <summary>Makes it last longer; false where another one has it.</summary>
    public bool TryRenew(Process process, DateTimeOffset now)
    {
        if (Owner != process)
            return false;

        Until = now + Length;
        return true;
    }

    public void GiveUp(Process process)
    {
        if (Owner == process)
            Owner = null;
    }
}
