using Orchestrator.Core.Activities;

namespace Orchestrator.Core.Sagas;

/// <summary>
/// What an activation waits for and another one brings: kept beside the journal, so that who waits is found without
/// reading histories.
/// </summary>
public abstract record Awaited
{
    /// <summary>An event that others publish.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="CorrelationId">The one that the activation has; empty for none.</param>
    public sealed record Event(string Name, string CorrelationId) : Awaited;

    /// <summary>Everything that an activation waits for now.</summary>
    internal static IReadOnlyCollection<Awaited> By(SagaState state)
    {
        if (!state.Plan.AwaitsOthers || state.IsFinished)
            return [];

        var all = new HashSet<Awaited>();
        foreach (var frame in state.Frames)
        {
            if (frame is { Signal: { } name, Activity: Activities.Event })
                all.Add(new Event(name, state.CorrelationId ?? ""));
        }

        return all;
    }
}

/// <summary>An activation begins to wait for something, or does not wait for it any more.</summary>
/// <param name="What">What it is.</param>
/// <param name="Begins">False: it ends.</param>
public sealed record AwaitChange(Awaited What, bool Begins);
