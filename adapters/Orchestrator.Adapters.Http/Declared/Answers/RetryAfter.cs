using System.Net.Http.Headers;

namespace Orchestrator.Adapters.Http.Declared.Answers;

/// <summary>The header Retry-After: seconds, or a date (RFC 9110, 10.2.3).</summary>
internal static class RetryAfter
{
    /// <summary>How long from now, never less than nothing; null where nothing is asked for.</summary>
    public static TimeSpan? Of(RetryConditionHeaderValue? header, DateTimeOffset now)
    {
        var wait = header?.Delta ?? (header?.Date is { } date ? date - now : null);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
