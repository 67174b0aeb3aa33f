using Orchestrator.Core.Sagas;
using Orchestrator.Engine;
using Orchestrator.Engine.Ports;
using Orchestrator.Server.Grpc.Errors;
using Orchestrator.Server.Grpc.Rendering;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>Keeps a suspended service from being resumed by anything but RESUME.</summary>
internal sealed class SuspensionGuard(ActivationEngine engine, IJournal journal)
{
    /// <summary>
    /// Undoing a change puts the service back to what the change found; found active, that would resume it.
    /// </summary>
    /// <exception cref="CallFailedException">It would.</exception>
    public async Task RefuseResumeAsync(long activation, CancellationToken cancellation)
    {
        var state = await engine.ReadAsync(activation, long.MaxValue, cancellation).ConfigureAwait(false);
        if (state is not
            {
                State: ActivationState.Completed,
                Order: { Action: ActivationAction.Change, ServiceBefore.State: ServiceState.Active } order,
            }
            || await journal.FindServiceAsync(order.Service, cancellation).ConfigureAwait(false)
                is not { State: ServiceState.Suspended })
            return;

        var name = $"services/{order.Service}";
        throw new CallFailedException(
            Reason.WrongServiceState,
            $"{name} is Suspended, and was Active when {ActivationRendering.NameOf(activation)} changed it: rolling that "
                + "back would resume it, which only RESUME does. Start a RESUME first.")
        {
            Subject = name,
            Metadata = new SortedDictionary<string, string> { ["service"] = name, ["state"] = "Suspended" },
        };
    }
}
