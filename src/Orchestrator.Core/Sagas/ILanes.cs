namespace Orchestrator.Core.Sagas;

/// <summary>Who is in a lane at the moment.</summary>
internal interface ILanes
{
    /// <summary>Takes a turn in the lane, or waits for it. True also for the one who has it already.</summary>
    /// <param name="lane">Its name.</param>
    /// <param name="step">The step, of the activation whose transition is being made.</param>
    /// <param name="turn">The number of the call that is to begin, from 1.</param>
    /// <param name="since">Since when it wants to.</param>
    /// <param name="now">The time.</param>
    bool TryTake(string lane, string step, int turn, DateTimeOffset since, DateTimeOffset now);

    /// <summary>Whether each call in the lane waits for its turn, and not only the first of a step.</summary>
    bool HasRate(string lane);
}
