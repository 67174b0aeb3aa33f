using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas;

/// <summary>What is known of a step that did not go straight from its request to its success.</summary>
internal sealed class StepMishaps
{
    public long NextAttempt { get; set; }

    /// <summary>The window that it waits for; null for none.</summary>
    public string? Window { get; set; }

    public StepError? Error { get; set; }

    /// <summary>What a person gave in place of the input; null for nothing.</summary>
    public Value Input { get; set; }

    public bool HasCompensationInput { get; set; }

    public bool IsInputByPerson { get; set; }

    public Value CompensationInput { get; set; }

    public int CompensationAttempts { get; set; }

    public StepError? CompensationError { get; set; }

    public long CompensationStartTime { get; set; }

    /// <summary>Where undoing it changed them; else null.</summary>
    public IReadOnlyList<ResourceFact>? Resources { get; set; }

    /// <summary>0: when the step was requested.</summary>
    public long BudgetStart { get; set; }

    public int Reads { get; set; }

    public bool WasInDoubt { get; set; }

    public IReadOnlyList<ResourceFact>? MayHaveMade { get; set; }

    public StepMishaps Clone() => (StepMishaps)MemberwiseClone();
}
