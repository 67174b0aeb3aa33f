namespace Orchestrator.Engine.Dispatch;

/// <summary>
/// An adapter that cannot always take calls, as one that is somewhere else: what comes meanwhile waits, which delays
/// steps and fails none.
/// </summary>
internal interface ICallGate
{
    /// <summary>How many calls may be under way now; 0 where none may begin.</summary>
    int Capacity { get; }

    /// <summary>Why none may begin now, a sentence for people; null where some may.</summary>
    string? Closed { get; }

    /// <summary>There may be more room than before. Raised on any thread, with no lock held.</summary>
    event Action? Opened;
}

/// <summary>The call was not handed to anybody: it waits again in its place.</summary>
internal sealed class CallNotBegunException(string message) : Exception(message);
