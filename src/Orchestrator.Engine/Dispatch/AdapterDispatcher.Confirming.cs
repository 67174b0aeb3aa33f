using Orchestrator.Core.Shards;

namespace Orchestrator.Engine.Dispatch;

/// <summary>
/// What is released when a service ends is read back before it counts: an adapter that says so in good faith, or a
/// system that forgets what it was told, would leave behind what nobody looks for any more.
/// </summary>
internal sealed partial class AdapterDispatcher
{
    /// <summary>
    /// Calls of a deprovisioning, and those that undo what was done for a service, where they say that they released
    /// something and can be read back.
    /// </summary>
    private static bool IsToBeConfirmed(AdapterJob job, ShardInput answer) =>
        !job.IsRead
        && answer is ShardInput.CallAnswered { Answer: CallAnswer.Succeeded { Resources: { } facts } }
        && job.Operation.Description.CanRead
        && (job.Call.Order.IsTeardown || (job.Id.Undo && job.Call.Order.ServiceOfResources is not null))
        && facts.Any(static fact => fact.Released);

    /// <summary>Asks, in its turn among the instance's calls; the first answer waits for that.</summary>
    private void Confirm(AdapterJob job, CallAnswer.Succeeded said)
    {
        var asking = new AdapterJob(this, job.Instance, job.Operation, job.Id, job.Call, isRead: true)
        {
            Confirms = said,
            ReadySince = _time.GetTimestamp(),
        };
        if (job.Instance.Queue.TryBegin(asking))
            StartElsewhere(asking);
        else if (_stopped)
            LeaveOutWaiting();
    }
}
