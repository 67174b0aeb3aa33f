namespace Orchestrator.Core.Expressions.JavaScript;

/// <summary>How much one run of a script may use; past any of them it is a permanent failure.</summary>
public sealed record ScriptLimits
{
    /// <summary>
    /// Units of work: about one for a statement, a call and each round of a loop, and for each handful of items or
    /// characters that a function of the language goes through. None takes longer than half a microsecond or so: an
    /// evaluation runs in the shard's own loop, and must not hold it.
    /// </summary>
    public int StepsMax { get; init; } = 400_000;

    /// <summary>Calls within calls.</summary>
    public int CallsMax { get; init; } = 200;

    /// <summary>Bytes that are allocated, freed or not.</summary>
    public long BytesMax { get; init; } = 128 * 1024 * 1024;

    /// <summary>Characters of one text.</summary>
    public int TextMax { get; init; } = 256 * 1024;

    /// <summary>Items of one array, members of one object, entries of one map or set.</summary>
    public int ItemsMax { get; init; } = 10_000;

    /// <summary>
    /// Of all matches together that are not over at once, of regular expressions that cannot be matched in linear time
    /// (those that look around or back).
    /// </summary>
    public TimeSpan MatchTimeMax { get; init; } = TimeSpan.FromMilliseconds(100);
}
