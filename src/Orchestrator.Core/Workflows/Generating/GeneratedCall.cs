using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas.Recorded;
using Orchestrator.Core.Values;

namespace Orchestrator.Core.Workflows.Generating;

/// <summary>A call that a generated definition makes.</summary>
/// <param name="Name">What its step's id begins with.</param>
/// <param name="Title">For people.</param>
/// <param name="Adapter">The instance that is called.</param>
/// <param name="Operation">Its operation.</param>
public sealed record GeneratedCall(string Name, string Title, string Adapter, string Operation)
{
    public Value Input { get; init; } = Value.EmptyObject;

    /// <summary>The idempotency key of the call that it undoes, or null.</summary>
    public string? Undoes { get; init; }

    public string? Lane { get; init; }

    /// <summary>Whether it is one of several that a loop made.</summary>
    public bool IsOfLoop { get; init; }

    /// <summary>
    /// What its failure for good leads to. Where that is a fallout it is tried as long as a compensation is; else some
    /// times, for there is a way back.
    /// </summary>
    public OnFailure OnFailure { get; init; }

    /// <summary>Whether the adapter undoes it in turn.</summary>
    public bool IsReversible { get; init; }

    /// <summary>Whether nothing before it is undone once it is done.</summary>
    public bool IsHardPoint { get; init; }

    /// <summary>What undoes a recorded step.</summary>
    /// <param name="prefix">What its id begins with: <c>undo-</c>.</param>
    /// <param name="verb">For people: <c>Undo</c>.</param>
    /// <param name="call">Which one.</param>
    /// <param name="catalog">Says whether it can be undone in turn.</param>
    public static GeneratedCall Of(string prefix, string verb, UndoCall call, IAdapterCatalog catalog) =>
        new(prefix + call.Of.Activity, $"{verb} '{call.Of.Activity}'", call.Of.Adapter, call.Of.Undo!)
        {
            Input = call.Of.UndoInput,
            Undoes = call.Undoes,
            Lane = call.Of.Lane,
            IsOfLoop = call.Of.Step.Contains('['),
            IsReversible = (catalog.Operations(call.Of.Adapter) ?? [])
                .FirstOrDefault(operation => operation.Name == call.Of.Undo) is { } operation
                && (operation.Inverse is not null || !operation.HasEffect),
        };

    /// <summary>Whether one loop can make both.</summary>
    internal bool IsLike(GeneratedCall other) => this with
    {
        Input = other.Input,
        Undoes = other.Undoes,
        Lane = other.Lane,
        IsOfLoop = other.IsOfLoop,
    } == other && Undoes is null == other.Undoes is null && Lane is null == other.Lane is null;
}
