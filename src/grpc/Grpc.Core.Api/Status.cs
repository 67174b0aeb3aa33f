namespace Grpc.Core;

/// <summary>How a call ended, and why.</summary>
/// <param name="statusCode">How it ended.</param>
/// <param name="detail">Why, for people; null becomes empty when read.</param>
/// <param name="debugException">What was thrown on this side; it never travels.</param>
public struct Status(StatusCode statusCode, string detail, Exception? debugException)
{
    private readonly string? _detail = detail;

    /// <summary>Success, with nothing to say about it.</summary>
    public static readonly Status DefaultSuccess = new(StatusCode.OK, "");

    /// <summary>Cancelled, with nothing to say about it.</summary>
    public static readonly Status DefaultCancelled = new(StatusCode.Cancelled, "");

    /// <summary>A status without an exception behind it.</summary>
    /// <param name="statusCode">How the call ended.</param>
    /// <param name="detail">Why, for people.</param>
    public Status(StatusCode statusCode, string detail)
        : this(statusCode, detail, null)
    {
    }

    /// <summary>How the call ended.</summary>
    public StatusCode StatusCode { get; } = statusCode;

    /// <summary>Why, for people. Empty where nothing was said.</summary>
    public readonly string Detail => _detail ?? "";

    /// <summary>What was thrown on this side, or null. It never travels.</summary>
    public Exception? DebugException { get; } = debugException;

    /// <summary>The form in which logs and exceptions show a status.</summary>
    public override readonly string ToString() => DebugException is null
        ? $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\")"
        : $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\","
            + $" DebugException=\"{DebugException.GetType()}: {DebugException.Message}\")";
}
