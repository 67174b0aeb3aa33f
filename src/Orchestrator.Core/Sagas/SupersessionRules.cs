using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Sagas;

/// <summary>What a deprovisioning that may begin makes of another activation of its service.</summary>
public enum Supersession
{
    /// <summary>No step of it begins any more, and what is done is undone.</summary>
    Undone,

    /// <summary>It is past a hard point of no return: it stops where it stands, and what it made stays.</summary>
    Stopped,

    /// <summary>It has not begun: it is cancelled.</summary>
    Withdrawn,

    /// <summary>It ends the service too, later: then nothing is left to do.</summary>
    Fulfilled,
}

/// <summary>What becomes of whatever is open for a service that a deprovisioning ends.</summary>
public static class SupersessionRules
{
    /// <summary>What becomes of it; null where nothing does: it has ended, deprovisions the service itself, or begins after
    /// it.</summary>
    /// <param name="other">Another activation of the service, as it is now.</param>
    public static Supersession? Of(SagaState other)
    {
        if (other.IsFinished)
            return null;
        if (other.Order.Action == ActivationAction.Deprovision)
            return other.IsStarted ? null : Supersession.Fulfilled;
        if (!other.IsStarted)
        {
            // What waits is asked whether the service still allows it when its turn comes.
            return other.QueuedBehind != 0 && ServiceRules.Allows(other.Order.Action, ServiceState.Terminated)
                ? null
                : Supersession.Withdrawn;
        }

        return RollbackRules.Blocks(other, keepUpTo: 0) == PointOfNoReturn.Hard ? Supersession.Stopped : Supersession.Undone;
    }

    /// <summary>For whom a deprovisioning would wait: a person who is to act on it first; null for nobody.</summary>
    public static string? WhyWaits(SagaState other) =>
        other.IsRollingBack && (other.IsHeld || other.Fallouts.Count > 0) ? ClaimRules.WhyWaits(other) : null;
}
