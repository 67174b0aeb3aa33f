namespace Orchestrator.Adapters.Sandbox.Calls;

/// <summary>What the world remembers of the calls with one idempotency key.</summary>
internal sealed record CallRow(string Key)
{
    /// <summary>Empty until a call with this key arrives: its undo may have come first.</summary>
    public string Adapter { get; init; } = "";

    public string Operation { get; init; } = "";

    public string Input { get; init; } = "{}";

    public string? Undoes { get; init; }

    public string FirstTime { get; init; } = "";

    public long Called { get; init; }

    /// <summary>Counted where the effect is written, so that a doubled effect would show.</summary>
    public long Applied { get; init; }

    /// <summary>The effect's place in the order of all effects, from 1.</summary>
    public long? Number { get; init; }

    public bool Done { get; init; }

    public string? Output { get; init; }

    /// <summary>The code of the last refusal, while it is not done.</summary>
    public string? Refusal { get; init; }

    /// <summary>The key of the call that undid it.</summary>
    public string? UndoneBy { get; init; }

    /// <summary>How many times a fault was met.</summary>
    public long Faults { get; init; }

    /// <summary>JSON array of <see cref="World.Change"/>.</summary>
    public string Changes { get; init; } = "[]";

    /// <summary>The answer to a call that is done, the first time and every time.</summary>
    public Answer.Succeeded ToAnswer() => new(Output is null ? null : Json.Parse(Output)) { Resources = Resources() };

    /// <summary>The same, read back.</summary>
    public ReadAnswer ToReadAnswer() => Done
        ? new ReadAnswer.Done(Output is null ? null : Json.Parse(Output)) { Resources = Resources() }
        : new ReadAnswer.NotDone();

    private ResourceChange[] Resources() =>
        [.. TakeBack.ChangesOf(this).Select(change => change.Resource()).OfType<ResourceChange>()];
}
