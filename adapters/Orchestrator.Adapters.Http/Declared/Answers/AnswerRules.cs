using System.Net;
using System.Text.Json;
using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Http.Declared.Values;

namespace Orchestrator.Adapters.Http.Declared.Answers;

/// <summary>The first rule that is met counts; where none is, the status code does.</summary>
internal static class AnswerRules
{
    /// <summary>What the response means.</summary>
    /// <param name="rules">The declaration's, first to last.</param>
    /// <param name="answered">The response.</param>
    /// <param name="scope">With the response in it.</param>
    /// <param name="isRead">
    /// The request had no effect: to repeat it does no harm, and what is not there is an answer.
    /// </param>
    /// <param name="canPoll">Whether an accepted request can be asked for.</param>
    public static Verdict Judge(
        IEnumerable<AnswerRule> rules, Requests.Exchange.Answered answered, Scope scope, bool isRead, bool canPoll)
    {
        var name = $"{answered.Request} was answered {answered.Status} ({NameOf(answered.Status)})";
        var rule = rules.FirstOrDefault(candidate => candidate.IsMetBy(answered.Status, scope));
        if (rule is null)
            return new(MeaningOf(answered.Status, isRead, canPoll), Shown.Code(NameOf(answered.Status)), $"{name}.");

        var message = TextAt(rule.MessageAt, scope);
        return new(
            rule.Means,
            rule.Code ?? Shown.Code(TextAt(rule.CodeAt, scope) ?? NameOf(answered.Status)),
            Filled(rule.Message, scope) ?? (message is null ? name : $"{name}: {message}"));
    }

    private static Meaning MeaningOf(int status, bool isRead, bool canPoll) => status switch
    {
        202 when canPoll => Meaning.Pending,
        >= 200 and < 300 => Meaning.Succeeded,
        404 when isRead => Meaning.Succeeded,
        408 or 425 or 429 or 503 => Meaning.Retryable,
        >= 500 => isRead ? Meaning.Retryable : Meaning.Unknown,
        _ => Meaning.Permanent,
    };

    private static string NameOf(int status) => status switch
    {
        200 => "OK",
        _ when Enum.IsDefined((HttpStatusCode)status) => string.Concat(((HttpStatusCode)status).ToString().Select(
            (letter, at) => at > 0 && char.IsUpper(letter) ? $" {letter}" : $"{letter}")),
        _ => $"Status {status}",
    };

    private static string? TextAt(Pointer? pointer, Scope scope) =>
        pointer?.Find(scope.Json, scope.Json) is { ValueKind: not JsonValueKind.Null } value ? Shown.Text(value) : null;

    private static string? Filled(Template? message, Scope scope)
    {
        try
        {
            return message?.Fill(scope.Json);
        }
        catch (TemplateException)
        {
            return null; // The response is not as the declaration thinks; what the status says is told instead.
        }
    }
}
