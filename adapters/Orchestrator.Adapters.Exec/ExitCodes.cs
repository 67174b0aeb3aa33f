using System.Text.Json;

namespace Orchestrator.Adapters.Exec;

/// <summary>What a program means by ending with a number. What is in no list is not known.</summary>
internal sealed class ExitCodes
{
    /// <summary>EX_TEMPFAIL of sysexits.h.</summary>
    private const int TemporaryFailure = 75;

    private readonly HashSet<int> _succeeded;
    private readonly HashSet<int> _retryable;
    private readonly HashSet<int> _permanent;

    public ExitCodes(JsonElement operation)
    {
        var codes = operation.TryGetProperty("exitCodes", out var given) ? given : default;
        _succeeded = Read(codes, "succeeded") ?? [0];
        _retryable = Read(codes, "retryable") ?? [TemporaryFailure];
        _permanent = Read(codes, "permanent") ?? [.. Enumerable.Range(1, 63)];
        _permanent.ExceptWith(_succeeded);
        _permanent.ExceptWith(_retryable);
    }

    public Meaning Of(int? code) => code is not { } number ? Meaning.Unknown
        : _succeeded.Contains(number) ? Meaning.Succeeded
        : _retryable.Contains(number) ? Meaning.Retryable
        : _permanent.Contains(number) ? Meaning.Permanent
        : Meaning.Unknown;

    internal static HashSet<int>? Read(JsonElement codes, string name) =>
        codes.ValueKind == JsonValueKind.Object && codes.TryGetProperty(name, out var list)
            ? [.. list.EnumerateArray().Select(item => item.GetInt32())]
            : null;
}

internal enum Meaning
{
    Succeeded,
    Retryable,
    Permanent,
    Unknown,
}
