using Google.Rpc;
using Grpc.Core;
using Orchestrator.Cli.Connection;

namespace Orchestrator.Cli.Errors;

/// <summary>An error as it is told: code, what happened, to what, what to do.</summary>
/// <param name="Title">The code, with the server's reason.</param>
/// <param name="Message">What happened.</param>
/// <param name="Facts">What it was about: names and values, field violations, unmet conditions.</param>
/// <param name="Advice">What to do.</param>
/// <param name="Status">The same, for programs.</param>
/// <param name="ExitCode">How the program ends.</param>
internal sealed record ErrorReport(
    string Title,
    string Message,
    IReadOnlyList<KeyValuePair<string, string>> Facts,
    string Advice,
    Google.Rpc.Status Status,
    int ExitCode)
{
    public static ErrorReport Of(RpcException error, Endpoint endpoint)
    {
        var status = StatusDetails.Of(error);
        if (status.Details.Count == 0 && Unreachable.Explain(error, endpoint) is { } unreachable) return unreachable;

        var info = status.Find<ErrorInfo>();
        // Field 1 has been called 'reason' since 2020; this version of the package still has its first name.
        var reason = info?.Type ?? "";
        var retryAfter = status.Find<RetryInfo>()?.RetryDelay?.ToTimeSpan();
        return new ErrorReport(
            reason.Length == 0 ? CodeName(error.StatusCode) : $"{CodeName(error.StatusCode)} {reason}",
            MessageOf(status, error, endpoint),
            [.. FactsOf(status, info)],
            retryAfter is { } delay
                ? $"Try again in {Pages.Age.Length(delay)}."
                : Errors.Advice.For(error.StatusCode, reason),
            status,
            retryAfter is null ? Cli.ExitCode.Of(error.StatusCode) : Cli.ExitCode.Unavailable);
    }

    /// <summary>An error that this program found itself.</summary>
    public static ErrorReport Of(string title, StatusCode code, string message, string advice, int exitCode) => new(
        title, message, [], advice, new Google.Rpc.Status { Code = (int)code, Message = message }, exitCode);

    /// <summary>The code as gRPC's documents write it: FAILED_PRECONDITION.</summary>
    public static string CodeName(StatusCode code)
    {
        var name = code.ToString();
        var words = string.Concat(name.Select((letter, index) =>
            index > 0 && char.IsUpper(letter) && char.IsLower(name[index - 1]) ? "_" + letter : letter.ToString()));
        return words.ToUpperInvariant();
    }

    private static string MessageOf(Google.Rpc.Status status, RpcException error, Endpoint endpoint)
    {
        if (status.Message.Length > 0) return status.Message;
        if (error.Status.Detail.Length > 0) return error.Status.Detail;
        return error.StatusCode == StatusCode.DeadlineExceeded
            ? $"The server at {endpoint} did not answer in time."
            : $"The server at {endpoint} gave no reason.";
    }

    // What is told already, as the message or as a violation's field, is not told again.
    private static IEnumerable<KeyValuePair<string, string>> FactsOf(Google.Rpc.Status status, ErrorInfo? info)
    {
        var fields = status.Find<BadRequest>()?.FieldViolations ?? [];
        foreach (var (name, value) in (info?.Metadata ?? []).OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (!fields.Any(violation => violation.Field == value)) yield return new(name, value);
        }

        foreach (var violation in fields)
        {
            yield return new(violation.Field.Length == 0 ? "request" : violation.Field, violation.Description);
        }

        foreach (var violation in status.Find<PreconditionFailure>()?.Violations ?? [])
        {
            if (violation.Description == status.Message) continue;
            yield return new($"{violation.Type} {violation.Subject}".Trim(), violation.Description);
        }

        foreach (var violation in status.Find<QuotaFailure>()?.Violations ?? [])
        {
            yield return new(violation.Subject, violation.Description);
        }

        foreach (var link in status.Find<Help>()?.Links ?? [])
        {
            yield return new("see", $"{link.Url} {link.Description}".Trim());
        }
    }
}
