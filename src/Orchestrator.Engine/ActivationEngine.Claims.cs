using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;

namespace Orchestrator.Engine;

/// <summary>
/// An activation here waits for a service that one of another node's shards has: that one is told, until it has heard.
/// Told twice, it does nothing twice.
/// </summary>
public sealed partial class ActivationEngine
{
    private async Task ClaimAsync(ShardOutput.ClaimElsewhere claim)
    {
        try
        {
            var reply = await BringAsync(claim).ConfigureAwait(false);
            if (reply is ReplyContent.Accepted { State: { IsFinished: true } or { QueuedBehind: not 0 } } gone)
                _inbox.Post(new ShardInput.EndedElsewhere(gone.State));
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or EngineUnavailableException)
        {
            // Whoever owns the shards then tells it again.
        }
    }

    private async Task<ReplyContent> BringAsync(ShardOutput.ClaimElsewhere claim)
    {
        while (true)
        {
            try
            {
                return await SendAnywhereAsync(claim.Activation, claim.What, _stop.Token).ConfigureAwait(false);
            }
            catch (EngineUnavailableException) when (!_stop.IsCancellationRequested)
            {
                await Task.Delay(MovingMax / 30, _time, _stop.Token).ConfigureAwait(false);
            }
        }
    }
}
