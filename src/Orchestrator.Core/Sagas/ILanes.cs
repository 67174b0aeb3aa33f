namespace Orchestrator.Core.Sagas;

/// <summary>Who is in a lane at the moment.</summary>
internal interface ILanes
{
    /// <summary>Takes the lane, or joins its queue. True also for the one who has it already.</summary>
    bool TryTake(string lane, long activation, string step, DateTimeOffset since);
}
