using Orchestrator.Core.Sagas;
using Orchestrator.Engine;
using Orchestrator.Server.Grpc.Checks;
using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Server.Grpc.Activations;

/// <summary>Finds activations by their names.</summary>
internal sealed class ActivationLookup(ActivationEngine engine)
{
    private const string Collection = "activations/";

    /// <summary>Notes what is wrong with the name.</summary>
    public static void CheckName(string name, Violations violations) => violations.Name("name", name, Collection);

    /// <summary>The number behind a name that was checked.</summary>
    /// <exception cref="CallFailedException">No activation has ever had such an id.</exception>
    public static long IdOf(string name) =>
        ActivationId.TryParse(name[Collection.Length..], out var id)
            ? id
            : throw Failures.ActivationNotFound(name[Collection.Length..]);

    /// <exception cref="CallFailedException">There is none.</exception>
    public async Task<SagaState> ReadAsync(string name, CancellationToken cancellation) =>
        await engine.ReadAsync(IdOf(name), long.MaxValue, cancellation).ConfigureAwait(false)
            ?? throw Failures.ActivationNotFound(name[Collection.Length..]);
}
