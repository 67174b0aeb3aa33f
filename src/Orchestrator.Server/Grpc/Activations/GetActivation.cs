using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Rendering;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>GetActivation.</summary>
internal sealed class GetActivation(
    ActivationLookup lookup, ActivationRendering rendering, StepDelays delays, TimeProvider time)
{
    public async Task<V1.Activation> HandleAsync(V1.GetActivationRequest request, CancellationToken cancellation)
    {
        var violations = new Violations();
        ActivationLookup.CheckName(request.Name, violations);
        violations.Known("view", request.View);
        violations.ThrowIfAny();

        var state = await lookup.ReadAsync(request.Name, cancellation).ConfigureAwait(false);
        var now = time.GetUtcNow();
        var shown = rendering.Render(state, full: request.View != V1.ActivationView.Basic, now);
        await delays.AddAsync(state, shown, now, cancellation).ConfigureAwait(false);
        return shown;
    }
}
