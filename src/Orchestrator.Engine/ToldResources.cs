using System.Text.Json;
using Orchestrator.Adapters;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Sagas.Recorded;
using Orchestrator.Core.Values;
using Orchestrator.Engine.Dispatch;

namespace Orchestrator.Engine;

/// <summary>What steps make, where nobody but their adapters can say and no answer said so.</summary>
/// <param name="adapters">Tell.</param>
/// <param name="sealer">Opens what they are told.</param>
public sealed class ToldResources(AdapterRegistry adapters, Sealer sealer)
{
    /// <summary>Of a step that a person says is done.</summary>
    /// <param name="activation">Its activation.</param>
    /// <param name="step">The step.</param>
    /// <param name="output">What it gave, by that person.</param>
    /// <returns>Empty for nothing; null where the adapter cannot tell, or is not in this node.</returns>
    public IReadOnlyList<ResourceFact>? Of(long activation, StepRecord step, Value output) =>
        adapters.Find(step.Activity.Adapter) is { } adapter
            ? Of(
                adapter,
                () => RequestOf(activation, step),
                output.IsNull ? null : CallValues.ToElement(sealer.Open(output)))
            : null;

    /// <summary>A step's own call, as its adapter gets it.</summary>
    public AdapterCall RequestOf(long activation, StepRecord step) => new(
        step.Activity.Operation,
        CallValues.ToElement(sealer.Open(step.Input)),
        RecordedStep.KeyOf(activation, step.Id))
    {
        Undoes = step.Undoes,
    };

    /// <summary>What an adapter said of a step's call, without what is sealed in its input.</summary>
    public string Redact(StepRecord step, string said) => sealer.Redact(said, step.Input);

    /// <summary>Null also where the adapter breaks down: then nobody told.</summary>
    internal static ResourceFact[]? Of(IAdapter adapter, Func<AdapterCall> call, JsonElement? output)
    {
        try
        {
            return adapter.ResourcesOf(call(), output) is { } told ? Answers.Facts(told) ?? [] : null;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return null;
        }
    }
}
