using Orchestrator.Core.Values;

namespace Orchestrator.Core.Sagas.Planning;

/// <summary>A value that is known before anything has run, or what is to be shown in its place.</summary>
internal readonly record struct Known(Value Shown, bool IsKnown, string? Step)
{
    public static Known Of(Value value) => new(value, true, null);

    public static Known Partly(Value shown) => new(shown, false, null);

    public static Known After(string step) => new($"<known after {step}>", false, step);
}

/// <summary>An expression asked for something that only a step will tell.</summary>
/// <param name="step">The step.</param>
internal sealed class UnknownValueException(string step) : Exception($"Known after step '{step}'.")
{
    public string Step { get; } = step;
}
