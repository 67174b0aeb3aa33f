namespace Orchestrator.Adapters.Sandbox;

/// <summary>
/// What the sandbox's file says of the calls with one idempotency key: the witness of what was really done.
/// </summary>
/// <param name="Key">The idempotency key.</param>
/// <param name="Adapter">Empty where only its undo has arrived.</param>
/// <param name="Operation">Empty where only its undo has arrived.</param>
/// <param name="Called">How many calls with this key arrived.</param>
/// <param name="Applied">How many times the effect was applied: 0 or 1, ever.</param>
/// <param name="Number">The effect's place in the order of all effects, from 1; null where there was none.</param>
public sealed record RecordedCall(string Key, string Adapter, string Operation, long Called, long Applied, long? Number)
{
    /// <summary>The key of the call that it was to undo.</summary>
    public string? Undoes { get; init; }

    /// <summary>The key of the call that undid it.</summary>
    public string? UndoneBy { get; init; }

    /// <summary>Whether it was carried out, with or without an effect.</summary>
    public bool Done { get; init; }

    /// <summary>The code of the last refusal, while it is not done.</summary>
    public string? Refusal { get; init; }

    /// <summary>The last input, as JSON.</summary>
    public string Input { get; init; } = "{}";

    /// <summary>The output, as JSON; null for none.</summary>
    public string? Output { get; init; }

    /// <summary>
    /// When the first call with this key arrived (UTC, ISO 8601); empty where only its undo has arrived.
    /// </summary>
    public string FirstTime { get; init; } = "";
}
