using Microsoft.Extensions.Logging;
using Orchestrator.Engine.Ports;
using Orchestrator.Engine.Telemetry;

namespace Orchestrator.Engine.Dispatch;

/// <summary>
/// Carries out what people decided about adapter instances: reads it when somebody says that it has changed, and every
/// few seconds, for such words may get lost.
/// </summary>
internal sealed class AdapterHolds(IAdapterDecisions decisions, AdapterRegistry adapters, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    private readonly Turns _turns = new(1);

    /// <summary>One at a time: what is read last is what holds.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        using var turn = await _turns.TakeAsync(cancellation).ConfigureAwait(false);
        var holds = await decisions.ReadHoldsAsync(cancellation).ConfigureAwait(false);
        foreach (var instance in adapters.All)
            Hold(instance, holds.FirstOrDefault(hold => hold.Adapter == instance.Name));
    }

    public async Task KeepUpAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(Pace, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await TryAsync(stop).ConfigureAwait(false);
        }
    }

    /// <summary>What cannot be read now is read the next time.</summary>
    public async Task TryAsync(CancellationToken stop)
    {
        try
        {
            await RefreshAsync(stop).ConfigureAwait(false);
        }
        catch (Exception later) when (later is JournalUnavailableException or OperationCanceledException)
        {
            // Soon again.
        }
    }

    private void Hold(AdapterInstance instance, AdapterDecision? decision)
    {
        if (instance.Held == decision)
            return;

        instance.Hold(decision);
        if (decision is null)
            log.AdapterReleased(instance.Name);
        else
            log.AdapterHeld(decision.Actor, instance.Name, decision.Reason);
    }
}
