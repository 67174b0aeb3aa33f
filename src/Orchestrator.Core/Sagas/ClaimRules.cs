namespace Orchestrator.Core.Sagas;

/// <summary>Who goes before whom, where two activations want the same service.</summary>
internal static class ClaimRules
{
    /// <summary>
    /// Whether it only waits for its start time: then it keeps nobody from the service. One that makes its service
    /// does, for there is nothing yet that another one could work on.
    /// </summary>
    public static bool Yields(SagaState occupant, DateTimeOffset now) =>
        occupant is { IsStarted: false, IsFinished: false, Order.Action: not ActivationAction.Provision }
        && occupant.Order.RequestedStartTime > now;

    /// <summary>Whether who waits takes the service of one that has not begun, and gives it back at its end.</summary>
    public static bool Takes(SagaState occupant, SagaCommand.Claim claim, DateTimeOffset now) =>
        Yields(occupant, now)
        && (claim.StartTime is not { } start || start <= now || start < occupant.Order.RequestedStartTime);

    /// <summary>
    /// Whether who waits ends the service, and so whatever else is being done to it; when its time has come.
    /// </summary>
    public static bool Supersedes(SagaState occupant, SagaCommand.Claim claim, DateTimeOffset now) =>
        claim.Deprovisions
        && !(claim.StartTime > now)
        && occupant is { IsFinished: false, Order.Action: not ActivationAction.Deprovision };

    /// <summary>Whether an order that would not wait of itself is accepted all the same.</summary>
    /// <param name="occupant">Who has the service.</param>
    /// <param name="order">The order.</param>
    /// <param name="now">The time.</param>
    public static bool Accepts(SagaState occupant, ActivationOrder order, DateTimeOffset now)
    {
        var deprovisions = order.Action == ActivationAction.Deprovision;
        if (!deprovisions || occupant.Order.Action != ActivationAction.Deprovision)
            return deprovisions || Yields(occupant, now);

        // A second end of the service is of use only where it comes sooner.
        return Yields(occupant, now)
            && (order.RequestedStartTime is not { } start
                || start <= now
                || start < occupant.Order.RequestedStartTime);
    }

    /// <summary>Who waits, as it is told to who has the service.</summary>
    public static SagaCommand.Claim ClaimOf(SagaState waiting)
    {
        var name = $"activations/{ActivationId.ToText(waiting.Id)}";
        return new(
            new Who(name, "", "", "It waits for the service."),
            waiting.Id,
            waiting.Order.Action == ActivationAction.Deprovision,
            waiting.Order.RequestedStartTime);
    }

    /// <summary>Why who deprovisions the service still waits for one that it has superseded.</summary>
    public static string WhyWaits(SagaState superseded)
    {
        var name = $"activations/{ActivationId.ToText(superseded.Id)}";
        if (superseded.Fallouts is [var fallout, ..])
            return $"Waits until a person has resolved the fallout of step '{fallout.Step}' of {name}, which is "
                + $"{(superseded.IsRollingBack ? "being undone" : "to end")} first: {fallout.Error.Message}";
        return superseded.IsHeld
            ? $"Waits until a person releases {name}, which is being undone first, and is held."
            : WhyQueued(superseded.Id);
    }

    /// <summary>Why one waits behind another one.</summary>
    public static string WhyQueued(long behind) =>
        $"Waits until activations/{ActivationId.ToText(behind)} of the same service has finished.";
}
