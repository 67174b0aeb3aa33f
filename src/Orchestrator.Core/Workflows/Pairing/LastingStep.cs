using System.Collections.Immutable;
using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Workflows.Pairing;

/// <summary>A step, and what it depends on whether and how often it runs.</summary>
/// <param name="Step">The activity.</param>
/// <param name="Place">Its id, with those of child workflows around it in front.</param>
/// <param name="Guards">Conditions that hold whenever it runs.</param>
/// <param name="Loops">What the loops around it go over, from the outside in; those alone that count.</param>
internal sealed record LastingStep(
    StepActivity Step, string Place, ImmutableArray<Guard> Guards, ImmutableArray<string> Loops)
{
    /// <summary>What gives back what it takes: its own compensation, then the adapter's inverse. Perhaps none.</summary>
    public ImmutableArray<string> Releases { get; init; } = [];

    /// <summary>Whether another step gives back what this one takes, as often.</summary>
    public bool IsReleasedBy(LastingStep other) => other.Step.Adapter == Step.Adapter
        && Releases.Contains(other.Step.Operation)
        && Loops.SequenceEqual(other.Loops, StringComparer.Ordinal);
}
