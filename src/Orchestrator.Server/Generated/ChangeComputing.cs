using Orchestrator.Core.Sagas;
using Orchestrator.Core.Sagas.Changing;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Generating;
using Orchestrator.Engine;
using Orchestrator.Server.Grpc.Errors;

namespace Orchestrator.Server.Generated;

/// <summary>Computes changes. Reads nothing, and leaves nothing behind.</summary>
internal sealed class ChangeComputing(AdapterRegistry adapters, Sealer sealer)
{
    /// <param name="source">From what.</param>
    /// <param name="service">The service's id.</param>
    /// <param name="input">That the target is to have.</param>
    /// <exception cref="CallFailedException">It cannot be computed.</exception>
    public (GeneratedDefinition Made, IReadOnlyList<string> Warnings) Compute(
        ChangeSource source, string service, Value input)
    {
        var recorded = source.Recorded;
        var open = recorded.Record.With(value => OneId.In(sealer.Open(value), recorded.Activations, service));
        var diff = ChangeDiff.Of(open, source.Plan, Provision(service, sealer.Open(input)), adapters);
        var definition = new ChangeDefinition(adapters, recorded.Record, diff);
        return definition.Make(source.From, source.To, source.Content) is { } made
            ? (made, definition.Warnings)
            : throw GeneratedFailures.NoDiff(source.From, source.To, definition.Problems);
    }

    /// <summary>The order that would make such a service anew.</summary>
    public static ActivationOrder Provision(string service, Value input) =>
        new(GeneratedDefinition.Author, "", "", "")
        {
            Action = ActivationAction.Provision,
            Service = service,
            Input = input,
        };
}
