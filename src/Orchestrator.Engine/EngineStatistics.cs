namespace Orchestrator.Engine;

/// <summary>What the engine is doing at the moment.</summary>
/// <param name="ActivationsInMemory">Activations with something to do now, or soon.</param>
/// <param name="StartsWaiting">Starts that are taken in and not yet durable.</param>
/// <param name="InputsWaiting">Inputs that the loop has not taken in yet.</param>
/// <param name="WritesWaiting">Writes that wait for a batch.</param>
/// <param name="CallsInFlight">Adapter calls under way.</param>
/// <param name="CallsWaiting">Adapter calls that wait for a limit, a rate or a circuit.</param>
/// <param name="OldestReadyStep">How long the oldest of those has waited; zero where there is none.</param>
/// <param name="Watchers">Open watches.</param>
public readonly record struct EngineStatistics(
    int ActivationsInMemory,
    int StartsWaiting,
    int InputsWaiting,
    int WritesWaiting,
    int CallsInFlight,
    int CallsWaiting,
    TimeSpan OldestReadyStep,
    int Watchers)
{
    /// <summary>Commands of callers that are not answered yet, whichever node carries them out.</summary>
    public int CommandsWaiting { get; init; }

    /// <summary>How long the oldest of those has waited; zero where there is none.</summary>
    public TimeSpan OldestCommand { get; init; }

    /// <summary>
    /// How long the oldest write is not durable yet, waiting or being written; zero where there is none.
    /// </summary>
    public TimeSpan OldestWrite { get; init; }

    /// <summary>Callers that wait for the end of an activation.</summary>
    public int WaitsForEnd { get; init; }

    /// <summary>Published events that have not come yet to all that wait for them.</summary>
    public int EventsOnTheirWay { get; init; }

    /// <summary>For how long there has been no room for sleepers that are due; zero where there is.</summary>
    public TimeSpan SleepersKeptOut { get; init; }
}
