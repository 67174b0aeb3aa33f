using System.Text.Json;

namespace Orchestrator.Adapters.Declared.Recorded;

/// <summary>What is kept of a call, under its idempotency key.</summary>
internal sealed record CallRecord
{
    public required CallState State { get; init; }

    /// <summary>Empty where an undo came, and no call before it.</summary>
    public string Operation { get; init; } = "";

    public JsonElement? Input { get; init; }

    /// <summary>What undoes it, as it was declared then; null for nothing.</summary>
    public string? Inverse { get; init; }

    /// <summary>Any JSON, null too.</summary>
    public JsonElement Before { get; init; } = Nothing;

    /// <summary>Who began the call: nobody else knows whether it is still under way.</summary>
    public Guid Process { get; init; }

    /// <summary>Until then another process's call may still be under way.</summary>
    public DateTimeOffset SettledAt { get; init; }

    public RecordedSuccess? Done { get; init; }

    /// <summary>The key of the undo.</summary>
    public string? UndoneBy { get; init; }

    public RecordedSuccess? Undone { get; init; }

    private static JsonElement Nothing { get; } = JsonSerializer.SerializeToElement<object?>(null);

    public static CallRecord Parse(string content) => JsonSerializer.Deserialize<CallRecord>(content)!;

    public override string ToString() => JsonSerializer.Serialize(this);
}

internal enum CallState
{
    /// <summary>It was about to be made; whether it was is not known.</summary>
    Begun,

    /// <summary>Made.</summary>
    Done,

    /// <summary>Not made.</summary>
    Failed,

    /// <summary>Undone, or never to be made any more.</summary>
    Undone,
}

internal sealed record RecordedSuccess(JsonElement? Output, IReadOnlyList<ResourceChange> Resources)
{
    public static RecordedSuccess Of(Answer.Succeeded answer) => new(answer.Output, answer.Resources);

    public static RecordedSuccess Of(ReadAnswer.Done answer) => new(answer.Output, answer.Resources);

    public Answer.Succeeded ToAnswer() => new(Output) { Resources = Resources };

    public ReadAnswer.Done ToReadAnswer() => new(Output) { Resources = Resources };
}
