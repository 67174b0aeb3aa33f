using Microsoft.Extensions.Logging;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Journal;
using Orchestrator.Engine.Loop;
using Orchestrator.Engine.Ports;
using Orchestrator.Engine.Telemetry;

namespace Orchestrator.Engine.Dispatch;

/// <summary>
/// Looks for the workflows of deprovisionings whose services have become others since they were ordered, for as long as
/// the database takes to answer.
/// </summary>
internal sealed class TeardownFinder(
    JournalState state, Inbox inbox, EngineOptions options, TimeProvider time, ILogger log, CancellationToken stop)
{
    public void Find(ShardOutput.FindTeardown wanted) => _ = FindAsync(wanted);

    private async Task FindAsync(ShardOutput.FindTeardown wanted)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var backoff = new Backoff(time, options.JournalRetryMax);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                Answer(wanted, await LookAsync(wanted.Order).ConfigureAwait(false));
                return;
            }
            catch (JournalUnavailableException away)
            {
                state.Failed(away);
                await backoff.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception broken)
            {
                log.OutputBroke(broken, nameof(ShardOutput.FindTeardown));
                Answer(wanted, new FoundTeardown(null, default, $"What ends it could not be found: {broken.Message}"));
                return;
            }
        }
    }

    private async Task<FoundTeardown> LookAsync(ActivationOrder order)
    {
        if (options.Teardowns is null)
            return new FoundTeardown(null, default, null);

        var find = await options.Teardowns.WaitAsync(stop).ConfigureAwait(false);
        return await find(order, stop).ConfigureAwait(false);
    }

    private void Answer(ShardOutput.FindTeardown wanted, FoundTeardown found) => inbox.Post(new ShardInput.TeardownFound(
        wanted.Activation, wanted.Order.ServiceBefore!, found.Plan, found.Input, found.Problem));
}
