namespace Orchestrator.Tests.Simulation.Outside;

/// <summary>What the outside world knows of one step's effect, under its idempotency key.</summary>
internal sealed class Thing(string key)
{
    /// <summary>Of the step's own call.</summary>
    public string Key { get; } = key;

    public Side Do { get; } = new();

    public Side Undo { get; } = new();

    /// <summary>It is there: done, and not undone.</summary>
    public bool IsThere => Do.Times > 0 && Undo.Times == 0;
}

/// <summary>A call, or the one that undoes it.</summary>
internal sealed class Side
{
    /// <summary>How often it had its effect.</summary>
    public int Times { get; set; }

    /// <summary>Calls of it that are being worked on.</summary>
    public int Running { get; set; }

    /// <summary>
    /// It was told that attempts up to this one had no effect, which promises that they never will.
    /// </summary>
    public int DeniedUpTo { get; set; }

    /// <summary>It has no effect any more: it was undone before it came, or undoing found nothing.</summary>
    public bool IsClosed { get; set; }

    /// <summary>A person has put right what it was refused for.</summary>
    public bool IsRepaired { get; set; }
}
