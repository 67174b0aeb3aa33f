namespace Orchestrator.Engine.Journal;

/// <summary>Whether the journal can be reached, as the last who tried found it.</summary>
/// <param name="lost">Called once each time when it cannot be reached any more.</param>
internal sealed class JournalState(Action<Exception> lost, Action found)
{
    private readonly TaskCompletionSource<Exception> _ownershipLost = new(
        TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _last;
    private int _away;

    public bool IsAvailable => Volatile.Read(ref _away) == 0;

    /// <summary>Completes when another process has taken over.</summary>
    public Task<Exception> OwnershipLost => _ownershipLost.Task;

    /// <summary>An attempt failed; whether the journal is away is for who tried to say.</summary>
    public void Failed(Exception why) => _last = why;

    public void Away()
    {
        if (Interlocked.Exchange(ref _away, 1) == 0)
            lost(_last!);
    }

    public void Reached()
    {
        if (Volatile.Read(ref _away) != 0 && Interlocked.Exchange(ref _away, 0) != 0)
            found();
    }

    public void LoseOwnership(Exception why) => _ownershipLost.TrySetResult(why);
}
