using System.Runtime.CompilerServices;
using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine.Watching;

/// <summary>An activation's history as it was, and then as it becomes.</summary>
internal static class History
{
    /// <summary>
    /// What comes after an event, and what comes then; ends when the activation has ended, or where there is none. A
    /// transition of which some events were seen comes with the others only.
    /// </summary>
    public static async IAsyncEnumerable<Transition> WatchAsync(
        IJournal journal,
        Watchers watchers,
        long activation,
        long after,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var seen = after;
        while (true)
        {
            // The watcher is there before the journal is read, so that nothing falls between the two.
            using var watcher = watchers.Open(activation);
            if (await journal.ReadAsync([activation], 0, cancellation).ConfigureAwait(false) is not [var history])
                yield break;

            var (isFinished, read) = (false, 0L);
            foreach (var transition in history.Transitions)
            {
                isFinished = IsFinishedAfter(transition, isFinished);
                read = transition.Sequence;
                if (After(transition, seen) is not { } rest)
                    continue;

                yield return rest;
                seen = rest.Sequence;
            }

            if (isFinished)
                yield break;

            await foreach (var transition in watcher.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                if (transition.Sequence <= read)
                    continue;

                isFinished = IsFinishedAfter(transition, isFinished);
                if (After(transition, seen) is { } rest)
                {
                    yield return rest;
                    seen = rest.Sequence;
                }

                if (isFinished)
                    yield break;
            }
        }
    }

    private static Transition? After(Transition transition, long seen)
    {
        var first = transition.Sequence - transition.Events.Count + 1;
        if (transition.Sequence <= seen)
            return null;

        return first > seen
            ? transition
            : transition with { Events = [.. transition.Events.Skip((int)(seen - first + 1))] };
    }

    private static bool IsFinishedAfter(Transition transition, bool before)
    {
        foreach (var happened in transition.Events)
        {
            before = happened switch
            {
                ActivationCompleted or ActivationRolledBack or ActivationCancelled or ActivationAbandoned => true,
                RollbackStarted => false,
                _ => before,
            };
        }

        return before;
    }
}
