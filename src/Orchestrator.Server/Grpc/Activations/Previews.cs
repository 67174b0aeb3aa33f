using System.Text.Json;
using Orchestrator.Adapters;
using Orchestrator.Core.Values;
using Orchestrator.Engine;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>What adapters say that calls would change.</summary>
internal sealed class Previews(AdapterRegistry adapters)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Empty where the adapter cannot tell.</summary>
    /// <param name="adapter">The instance.</param>
    /// <param name="operation">Its operation.</param>
    /// <param name="input">Of the call; sealed values are shown to nobody.</param>
    /// <param name="make">The call, of an operation and its input.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<string> OfAsync(
        string adapter,
        string operation,
        Value input,
        Func<string, JsonElement, AdapterCall> make,
        CancellationToken cancellation)
    {
        if (adapters.Find(adapter) is not { } instance
            || instance.Description.Find(operation) is not { CanPreview: true })
            return "";
        if (adapters.IsHeld(adapter))
            return "(the adapter is held: it was not asked)";

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            // Masked, not opened: a preview is shown, and may repeat what it was given.
            using var json = JsonDocument.Parse(ValueJson.ToBytes(Sealer.Mask(input)));
            var call = make(operation, json.RootElement.Clone());
            return await instance.PreviewAsync(call, limit.Token).WaitAsync(limit.Token).ConfigureAwait(false) ?? "";
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            return failure is OperationCanceledException
                ? "(the adapter gave no preview in time)"
                : "(the adapter could not give a preview)";
        }
    }
}
