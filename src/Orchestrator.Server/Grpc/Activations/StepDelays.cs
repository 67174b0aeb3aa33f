using Orchestrator.Core.Sagas;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Rendering;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>Says on an activation's steps why their calls have not begun.</summary>
internal sealed class StepDelays(ActivationEngine engine, Mask mask)
{
    /// <summary>What has happened just now goes on by itself: no other node is asked why it does not.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(1);

    /// <param name="state">The activation.</param>
    /// <param name="shown">As it is shown; its steps get their delays.</param>
    /// <param name="now">The time that it is shown at.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task AddAsync(
        SagaState state, V1.Activation shown, DateTimeOffset now, CancellationToken cancellation)
    {
        if (shown.Steps.Count == 0 || state.EndTime is not null)
            return;

        foreach (var (step, record) in shown.Steps.Zip(state.Steps))
            step.Delay = WindowOf(record, now);
        if (!state.Steps.Any(MayWait))
            return;

        foreach (var delay in await engine.FindDelaysAsync(
            state.Id, asks: now - state.UpdateTime >= Settled, cancellation).ConfigureAwait(false))
        {
            if (shown.Steps.FirstOrDefault(step => step.Id == delay.Step) is { } step)
                step.Delay = Render(delay);
        }
    }

    private static bool MayWait(StepRecord step) =>
        step.State is not (StepState.Succeeded or StepState.Failed or StepState.Skipped or StepState.Compensated);

    private V1.StepDelay? WindowOf(StepRecord step, DateTimeOffset now) =>
        step.Window is { } window && step.NextAttempt is { } opens && opens > now
            ? Render(new StepDelay(
                step.Id, StepDelayKind.Window, default, opens, $"The window '{window}' is closed."))
            : null;

    private V1.StepDelay Render(StepDelay delay) => new()
    {
        Kind = delay.Kind switch
        {
            StepDelayKind.Held => V1.StepDelay.Types.Kind.Held,
            StepDelayKind.CircuitOpen => V1.StepDelay.Types.Kind.CircuitOpen,
            StepDelayKind.Window => V1.StepDelay.Types.Kind.Window,
            StepDelayKind.Unavailable => V1.StepDelay.Types.Kind.Unavailable,
            _ => V1.StepDelay.Types.Kind.Limit,
        },
        SinceTime = delay.Since == default ? null : ActivationRendering.TimeOf(delay.Since),
        UntilTime = ActivationRendering.TimeOf(delay.Until),
        Message = mask.Text(delay.Message),
    };
}
