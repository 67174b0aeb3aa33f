using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Orchestrator.Server.Grpc.Errors;

/// <summary>
/// Ends a call when the time is over that its client gave it: the call's token is cancelled, and the call itself says
/// why it ends. The gRPC library is not told of the time, because it would write the end of the answer beside a call
/// that is just ending: two threads on one dictionary of trailers break the answer, and now and then the connection,
/// with every other call on it.
/// </summary>
internal sealed class CallDeadline : IDisposable
{
    private const string Header = "grpc-timeout";

    /// <summary>A timer takes no more, and no caller waits so long.</summary>
    private static readonly TimeSpan Max = TimeSpan.FromDays(40);

    private readonly CancellationTokenSource _passed = new();
    private readonly CancellationTokenSource _over;

    private CallDeadline(TimeSpan time, CancellationToken aborted)
    {
        _over = CancellationTokenSource.CreateLinkedTokenSource(aborted, _passed.Token);
        if (time > TimeSpan.Zero)
            _passed.CancelAfter(time);
        else
            _passed.Cancel();
    }

    /// <summary>
    /// Takes the deadline over from the library; null where the call has none, or none that can be understood.
    /// </summary>
    public static CallDeadline? Take(HttpContext context)
    {
        var text = context.Request.Headers[Header].ToString();
        if (text.Length == 0)
            return null;

        context.Request.Headers.Remove(Header);
        if (Parse(text) is not { } time || time > Max)
            return null;

        var deadline = new CallDeadline(time, context.RequestAborted);
        context.RequestAborted = deadline._over.Token;
        context.Features.Set(deadline);
        return deadline;
    }

    /// <summary>Whether the call has a deadline, and it is over.</summary>
    public static bool HasPassed(HttpContext context) =>
        context.Features.Get<CallDeadline>() is { _passed.IsCancellationRequested: true };

    public void Dispose()
    {
        _over.Dispose();
        _passed.Dispose();
    }

    /// <summary>One to eight digits and a unit, as the protocol has it (gRPC over HTTP/2, "Timeout").</summary>
    private static TimeSpan? Parse(string text)
    {
        if (text.Length is < 2 or > 9
            || !long.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return null;

        return text[^1] switch
        {
            'H' => TimeSpan.FromTicks(count * TimeSpan.TicksPerHour),
            'M' => TimeSpan.FromTicks(count * TimeSpan.TicksPerMinute),
            'S' => TimeSpan.FromTicks(count * TimeSpan.TicksPerSecond),
            'm' => TimeSpan.FromTicks(count * TimeSpan.TicksPerMillisecond),
            'u' => TimeSpan.FromTicks(count * TimeSpan.TicksPerMicrosecond),
            'n' => TimeSpan.FromTicks(count / TimeSpan.NanosecondsPerTick),
            _ => null,
        };
    }
}
