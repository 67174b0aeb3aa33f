using Orchestrator.Engine.Cluster;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Engine;

/// <summary>What people decide about adapter instances, and why calls to them wait.</summary>
public sealed partial class ActivationEngine
{
    /// <summary>Another node that does not say why a call waits is not waited for longer.</summary>
    private static readonly TimeSpan DelayPatience = TimeSpan.FromSeconds(2);

    /// <summary>So many questions to other nodes are open; past it nobody is asked.</summary>
    private const int DelayQuestionsMax = 100;

    private readonly System.Collections.Concurrent.ConcurrentDictionary<long, Task<RemoteReply>> _delayQuestions = new();

    /// <summary>
    /// Something was decided about an adapter instance: it holds here when this returns, and in the other nodes soon.
    /// </summary>
    /// <exception cref="EngineUnavailableException">The database cannot be reached.</exception>
    public async Task ChangeAdaptersAsync(CancellationToken cancellation)
    {
        if (_holds is null)
            return;

        try
        {
            await _holds.RefreshAsync(cancellation).ConfigureAwait(false);
            if (_clusterStore is not null && _closed is null)
                await _clusterStore.TellAsync(new ClusterWord.Adapters(), cancellation).ConfigureAwait(false);
        }
        catch (JournalUnavailableException away)
        {
            _state.Failed(away);
            throw Unavailable(away);
        }
    }

    /// <summary>
    /// Why calls of an activation have not begun, as the node knows that owns it; empty where that node does not answer
    /// soon.
    /// </summary>
    /// <param name="activation">Its id.</param>
    /// <param name="asks">Whether another node is asked, where that owns it.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<IReadOnlyList<StepDelay>> FindDelaysAsync(
        long activation, bool asks, CancellationToken cancellation)
    {
        if (IsHere(activation))
            return _dispatcher.DelaysOf(activation);
        if (!asks || _closed is not null || !IsJournalAvailable)
            return [];

        try
        {
            if (_delayQuestions.Count >= DelayQuestionsMax && !_delayQuestions.ContainsKey(activation))
                return [];

            var asked = _delayQuestions.GetOrAdd(activation, AskForDelaysAsync);
            var reply = await asked.WaitAsync(DelayPatience, _time, cancellation).ConfigureAwait(false);
            return reply.Delays ?? [];
        }
        catch (Exception silent) when (silent is TimeoutException or JournalUnavailableException
            || (silent is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return [];
        }
    }

    /// <summary>
    /// All who want to know share one question. Its answer is taken in though nobody waits for it any more, or it would
    /// be kept for somebody who comes.
    /// </summary>
    private async Task<RemoteReply> AskForDelaysAsync(long activation)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            return await _cluster!.Commands.SendAsync(
                activation, CommandJson.DelaysWanted, _stop.Token).ConfigureAwait(false);
        }
        finally
        {
            _delayQuestions.TryRemove(activation, out _);
        }
    }
}
