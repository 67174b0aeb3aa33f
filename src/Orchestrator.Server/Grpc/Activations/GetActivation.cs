using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Rendering;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>GetActivation.</summary>
internal sealed class GetActivation(ActivationLookup lookup, ActivationRendering rendering, TimeProvider time)
{
    public async Task<V1.Activation> HandleAsync(V1.GetActivationRequest request, CancellationToken cancellation)
    {
        var violations = new Violations();
        ActivationLookup.CheckName(request.Name, violations);
        violations.Known("view", request.View);
        violations.ThrowIfAny();

        var state = await lookup.ReadAsync(request.Name, cancellation).ConfigureAwait(false);
        return rendering.Render(state, full: request.View != V1.ActivationView.Basic, time.GetUtcNow());
    }
}
