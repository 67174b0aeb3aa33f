using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Http.Declared.Answers;
using Orchestrator.Adapters.Http.Declared.Requests;
using Orchestrator.Adapters.Http.Declared.Values;

namespace Orchestrator.Adapters.Http.Declared;

/// <summary>Takes steps one after the other, until one fails.</summary>
internal sealed class StepRunner(HttpSystem system)
{
    /// <summary>The scope with what the steps brought, and the failure that ended them, or null.</summary>
    /// <param name="steps">What to do.</param>
    /// <param name="scope">What they can see.</param>
    /// <param name="key">The idempotency key of the first request with an effect.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<(Scope Scope, Answer? Failure)> RunAsync(
        IReadOnlyList<Step> steps, Scope scope, string key, CancellationToken cancellation)
    {
        var effects = 0;
        foreach (var step in steps)
        {
            Answer? failure;
            try
            {
                if (!step.When.AreMetIn(scope))
                    continue;

                var stepKey = step.IsRead ? null : effects == 0 ? key : $"{key}/{effects}";
                (scope, failure) = await RunAsync(step, scope, stepKey, cancellation).ConfigureAwait(false);
            }
            catch (TemplateException missing)
            {
                failure = new Answer.Permanent("INVALID_INPUT", missing.Message);
            }

            if (failure is not null)
                return (scope, effects == 0 ? failure : HalfDone(failure));

            effects += step.IsRead ? 0 : 1;
        }

        return (scope, null);
    }

    private async Task<(Scope Scope, Answer? Failure)> RunAsync(
        Step step, Scope scope, string? key, CancellationToken cancellation)
    {
        var sent = step.Edit is null ? scope : scope.With("edited", step.Edit.Make(scope.Json));
        var exchange = await system.SendAsync(step.Request, sent, key, cancellation).ConfigureAwait(false);
        if (exchange is not Exchange.Answered answered)
            return (scope, Harmless(step, ((Exchange.Failed)exchange).Why, cancellation));

        var after = Add(step, scope, answered);
        var verdict = AnswerRules.Judge(step.Rules, answered, after, step.IsRead, step.Poll is not null);
        if (verdict.Means == Meaning.Pending && step.Poll is not null)
            (after, verdict, answered) =
                await PollAsync(step, step.Poll, after, answered, cancellation).ConfigureAwait(false);
        return verdict.Means == Meaning.Succeeded
            ? (Take(step, after), null)
            : (after, FailureOf(verdict, answered.RetryAfter));
    }

    private async Task<(Scope Scope, Verdict Verdict, Exchange.Answered Last)> PollAsync(
        Step step, Poll poll, Scope scope, Exchange.Answered answered, CancellationToken cancellation)
    {
        if (poll.UrlAt.Find(scope.Json, scope.Json) is not { } url
            || !Uri.TryCreate(Shown.Text(url), UriKind.RelativeOrAbsolute, out _)
            || system.Absolute(Shown.Text(url)) is var address && !system.Owns(address))
            return (
                scope, Unknown($"{answered.Request} was accepted, and no address to ask for it was given"), answered);

        while (true)
        {
            await Task.Delay(answered.RetryAfter ?? poll.Interval, system.Time, cancellation).ConfigureAwait(false);
            var exchange = await system.GetAsync(address, scope, cancellation).ConfigureAwait(false);
            if (exchange is not Exchange.Answered status)
                return (scope, Unknown($"{answered.Request} was accepted, and its status could not be read"), answered);

            (scope, answered) = (Add(step, scope, status), status);
            var verdict = AnswerRules.Judge(poll.Rules, status, scope, isRead: true, canPoll: true);
            if (verdict.Means is not (Meaning.Pending or Meaning.Retryable))
                return (scope, verdict, status);
        }
    }

    private Answer FailureOf(Verdict verdict, TimeSpan? retryAfter)
    {
        var message = Shown.Sentence(system.Redact(verdict.Message));
        return verdict.Means switch
        {
            Meaning.Retryable => new Answer.Retryable(verdict.Code, message, retryAfter),
            Meaning.Permanent => new Answer.Permanent(verdict.Code, message),
            _ => new Answer.Unknown(message),
        };
    }

    /// <summary>A question that was not answered has changed nothing, unless it was given up by the caller.</summary>
    private static Answer Harmless(Step step, Answer failure, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return step.IsRead && failure is Answer.Unknown unknown
            ? new Answer.Retryable("NO_ANSWER", unknown.Message)
            : failure;
    }

    private static Answer.Unknown HalfDone(Answer failure) =>
        new($"The call was made in part, and then failed: {CallScope.MessageOf(failure)}");

    private static Scope Add(Step step, Scope scope, Exchange.Answered answered)
    {
        scope = scope.With("response", answered.Response);
        return step.Name is null ? scope : scope.With(step.Name, answered.Response);
    }

    private static Scope Take(Step step, Scope scope)
    {
        foreach (var (name, at) in step.Take)
        {
            if (at.Find(scope.Json, scope.Json) is { } value)
                scope = scope.With(name, value);
        }

        return scope;
    }

    private static Verdict Unknown(string message) => new(Meaning.Unknown, "", message);
}
