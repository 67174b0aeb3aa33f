namespace Orchestrator.Engine.Dispatch;

/// <summary>
/// Whether an operation lets go of its caller's thread quickly. One that does is called right where the loop hands
/// calls on, which saves waking a thread; one that works, or blocks, before it first awaits something is called on a
/// thread of its own, or it would hold up everybody else. Nothing is taken for quick before it has shown it.
/// </summary>
internal sealed class CallPace
{
    private const int TrustMax = 16;
    private const int Trusted = 8;
    private const int Penalty = 4;
    private static readonly TimeSpan Quick = TimeSpan.FromMicroseconds(50);

    private int _trust;

    public bool IsQuick => Volatile.Read(ref _trust) >= Trusted;

    /// <summary>
    /// It held its caller's thread for that long. Two threads at once may lose a count, which does no harm.
    /// </summary>
    public void Note(TimeSpan held)
    {
        var trust = _trust;
        if (held > Quick)
            _trust = Math.Max(0, trust - Penalty);
        else if (trust < TrustMax)
            _trust = trust + 1;
    }
}
