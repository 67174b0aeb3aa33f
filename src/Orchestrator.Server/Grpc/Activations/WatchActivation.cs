using Grpc.Core;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Errors;
using Orchestrator.Server.Grpc.Rendering;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>WatchActivation.</summary>
internal sealed class WatchActivation(ActivationEngine engine, PlanCache plans, EventRendering rendering)
{
    public async Task HandleAsync(
        V1.WatchActivationRequest request,
        IServerStreamWriter<V1.ActivationEvent> stream,
        CancellationToken cancellation)
    {
        var violations = new Violations();
        ActivationLookup.CheckName(request.Name, violations);
        if (request.AfterSequence < 0)
            violations.Add("after_sequence", "must not be negative.");
        violations.ThrowIfAny();

        // From the first event on, whatever was asked for: the state after an event is what all events up to it amount
        // to.
        var id = ActivationLookup.IdOf(request.Name);
        SagaState? state = null;
        ActivationAccepted? accepted = null;
        await foreach (var transition in engine.WatchAsync(id, 0, cancellation).ConfigureAwait(false))
        {
            state ??= new SagaState(
                id, await PlanOfAsync((ActivationAccepted)transition.Events[0], cancellation).ConfigureAwait(false));
            accepted ??= (ActivationAccepted)transition.Events[0];
            foreach (var happened in transition.Events)
            {
                if (happened is WorkflowReplaced replaced)
                    state.Use(await PlanOfAsync(WorkflowInForce.After(accepted, replaced), cancellation).ConfigureAwait(false));
                if (state.Sequence < request.AfterSequence)
                    state.Apply(happened, transition.Time);
                else
                    await stream.WriteAsync(
                        rendering.Render(happened, transition.Time, state), cancellation).ConfigureAwait(false);
            }
        }

        if (state is null)
            throw Failures.ActivationNotFound(ActivationId.ToText(id));
    }

    private async Task<WorkflowPlan> PlanOfAsync(ActivationAccepted accepted, CancellationToken cancellation) =>
        await plans.GetAsync(accepted, cancellation).ConfigureAwait(false)
            ?? throw new InvalidOperationException(
                $"Version {accepted.Version} of workflow {accepted.Workflow} is gone.");
}
