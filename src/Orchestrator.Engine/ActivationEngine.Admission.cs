namespace Orchestrator.Engine;

/// <summary>What is taken in, and why not.</summary>
public sealed partial class ActivationEngine
{
    private void Admit()
    {
        if (WhyNot() is { } refusal)
            throw refusal;
    }

    private EngineUnavailableException? WhyNot() =>
        _closed is { } closed ? new EngineUnavailableException(
            $"The engine {closed}. Try again soon, with the same request id.")
        : !_state.IsAvailable ? new EngineUnavailableException(
            "The database cannot be reached. Try again soon, with the same request id.")
        : null;

    /// <summary>
    /// There is more for them than for starts, which could keep them out for ever otherwise: they were accepted before.
    /// </summary>
    private bool HasRoomForSleepers() =>
        _loop!.InMemory + _inbox.Count < _options.ActivationsMax + (_options.ActivationsMax / 4);

    /// <summary>What was taken in stays quick, because more than can be done is not taken in.</summary>
    private void RefuseOverload()
    {
        if (_tickets.StartsWaiting >= _options.StartsMax)
        {
            throw new EngineOverloadedException(
                $"{_options.StartsMax} activations wait to be made durable, which is the most that may.",
                TimeSpan.FromMilliseconds(500));
        }

        if (_loop!.InMemory >= _options.ActivationsMax)
        {
            throw new EngineOverloadedException(
                $"{_options.ActivationsMax} activations are under way, which is the most that may be.",
                TimeSpan.FromSeconds(2));
        }
    }
}
