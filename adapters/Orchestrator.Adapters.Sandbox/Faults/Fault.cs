using System.Globalization;

namespace Orchestrator.Adapters.Sandbox.Faults;

/// <summary>
/// A way in which a sandbox operation misbehaves on request. What is counted, is counted by idempotency key.
/// </summary>
internal abstract record Fault
{
    private const string Names =
        "fail, fail-once, fail-twice, fail-<n>, lose-answer, lose-call, hang, unknown, unknown-done and slow-<ms>";

    private Fault()
    {
    }

    /// <summary>The first calls are answered retryable, and have no effect.</summary>
    public sealed record FailFirst(int Calls) : Fault;

    /// <summary>Every call is answered permanent, and has no effect.</summary>
    public sealed record FailForGood : Fault;

    /// <summary>The first call that has its effect is answered unknown.</summary>
    public sealed record LoseAnswer : Fault;

    /// <summary>The first call is answered unknown, and has no effect.</summary>
    public sealed record LoseCall : Fault;

    /// <summary>The first call has no effect and no answer until it is cancelled.</summary>
    public sealed record Hang : Fault;

    /// <summary>Every call is answered unknown, and reading tells nothing.</summary>
    /// <param name="HasEffect">Whether it was done all the same, which only the world's file can tell.</param>
    public sealed record NeverKnown(bool HasEffect) : Fault;

    /// <summary>Every call waits this much longer before it acts.</summary>
    public sealed record Slow(TimeSpan Delay) : Fault;

    /// <exception cref="FormatException">There is no such fault; the message lists those there are.</exception>
    public static Fault Parse(string name) => name switch
    {
        "fail" => new FailForGood(),
        "fail-once" => new FailFirst(1),
        "fail-twice" => new FailFirst(2),
        "lose-answer" => new LoseAnswer(),
        "lose-call" => new LoseCall(),
        "hang" => new Hang(),
        "unknown" => new NeverKnown(HasEffect: false),
        "unknown-done" => new NeverKnown(HasEffect: true),
        _ when NumberAfter("fail-", name) is { } calls => new FailFirst(calls),
        _ when NumberAfter("slow-", name) is { } milliseconds => new Slow(TimeSpan.FromMilliseconds(milliseconds)),
        _ => throw new FormatException(
            $"'{name}' is not a fault of the sandbox. There are {Names}, with numbers from 1."),
    };

    private static int? NumberAfter(string prefix, string name) =>
        name.StartsWith(prefix, StringComparison.Ordinal)
        && int.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= 1
            ? number
            : null;
}
