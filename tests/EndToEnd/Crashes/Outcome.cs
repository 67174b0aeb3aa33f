using Orchestrator.Adapters.Sandbox;
using Orchestrator.V1;

namespace Orchestrator.Tests.EndToEnd.Crashes;

/// <summary>
/// All that can be known of one activation in the end: from the server, and from the world that it acted on.
/// </summary>
/// <param name="Order">What was ordered.</param>
/// <param name="Activation">In FULL view.</param>
/// <param name="Events">All of them.</param>
/// <param name="Calls">What the sandbox recorded of it, by idempotency key.</param>
internal sealed record Outcome(
    Order Order,
    Activation Activation,
    IReadOnlyList<ActivationEvent> Events,
    IReadOnlyDictionary<string,
    RecordedCall> Calls)
{
    private const string Do = "/do";
    private const string Undo = "/undo";

    /// <summary>What is not as it must be, a sentence each.</summary>
    public IEnumerable<string> Faults()
    {
        IEnumerable<string> faults = [.. OfState(), .. OfEvents(), .. OfCalls(), .. OfOrder()];
        return faults.Select(fault => $"{Order.Id} ({Activation.Name}): {fault}");
    }

    /// <summary>Effects of one call that were applied more than once.</summary>
    public IEnumerable<string> Doubled() =>
        Calls.Values.Where(call => call.Applied > 1).Select(call => $"{call.Key} was applied {call.Applied} times");

    private IEnumerable<string> OfState()
    {
        if (Activation.State != Order.Kind.End)
            yield return $"it is {Activation.State}, and must be {Order.Kind.End}: {Activation.StateReason}";
    }

    private IEnumerable<string> OfEvents()
    {
        var sequences = Events.Select(happened => happened.Sequence).ToList();
        if (!sequences.SequenceEqual(Enumerable.Range(1, sequences.Count).Select(sequence => (long)sequence)))
            yield return $"its events are numbered {string.Join(' ', sequences)}";
        if (sequences.Count != Activation.Sequence)
            yield return $"it has {sequences.Count} events, and says that its last is {Activation.Sequence}";
    }

    private IEnumerable<string> OfCalls()
    {
        var known = Activation.Steps.ToDictionary(step => step.IdempotencyKey);
        foreach (var stray in Calls.Keys.Where(key => !known.ContainsKey(DoKey(key))))
            yield return $"the call {stray} is of no step";

        var done =
            Activation.Steps.Where(step => Calls.GetValueOrDefault(step.IdempotencyKey) is { Applied: > 0 }).ToList();
        var steps = done.Select(step => step.Id).Order(StringComparer.Ordinal).ToList();
        if (Order.Kind.Effects is { } effects && !steps.SequenceEqual(effects.Order(StringComparer.Ordinal)))
            yield return $"the steps with an effect are {string.Join(' ', steps)}";

        foreach (var step in done)
        {
            var mustBeUndone = Order.Kind.End == Activation.Types.State.RolledBack
                && step.Id != Order.Kind.Irreversible;
            var undone = Calls.GetValueOrDefault(UndoKey(step.IdempotencyKey))?.Applied ?? 0;
            if (undone != (mustBeUndone ? 1 : 0))
                yield return $"step {step.Id} was undone {undone} times";
        }
    }

    /// <summary>
    /// Undoing goes in reverse order of completion, which the events tell; that it went so, the world tells.
    /// </summary>
    private IEnumerable<string> OfOrder()
    {
        var completed = Events.Where(happened => happened.Type == "StepSucceeded")
            .Select(happened => happened.Step)
            .ToList();
        var undone = Activation.Steps
            .Select(step => (step.Id, Calls.GetValueOrDefault(UndoKey(step.IdempotencyKey))?.Number))
            .Where(undo => undo.Number is not null)
            .OrderBy(undo => undo.Number)
            .Select(undo => undo.Id)
            .ToList();
        var expected = completed.Where(undone.Contains).Reverse().ToList();
        if (!undone.SequenceEqual(expected))
            yield return $"it completed {string.Join(' ', completed)}, and undid {string.Join(' ', undone)}";
    }

    private static string DoKey(string key) =>
        key.EndsWith(Undo, StringComparison.Ordinal) ? key[..^Undo.Length] + Do : key;

    private static string UndoKey(string key) => key[..^Do.Length] + Undo;
}
