using Orchestrator.Adapters;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.Engine.Telemetry;
using Polly;
using Polly.Timeout;

namespace Orchestrator.Engine.Dispatch;

/// <summary>Adapters' answers, as the core takes them in.</summary>
/// <remarks>
/// An answer of success that does not keep its own rules (its output is no object, or too large, or too deep to be
/// kept) is still a success: the effect is there, and treating it as failed or unknown would have it done again, or ask
/// a person about something that is known. The output is left out, and the log says so.
/// </remarks>
internal sealed class Answers(
    Sealer sealer, Microsoft.Extensions.Logging.ILogger log, TeardownHoldings? teardowns = null)
{
    public ShardInput Of(AdapterJob job, Outcome<object> outcome, out string word)
    {
        if (job.IsRead)
        {
            var read = OfRead(job, outcome, out word);
            return job.Confirms is { } said
                ? new ShardInput.CallAnswered(job.Id, Confirmed(job, said, read))
                : new ShardInput.ReadAnswered(job.Id, read);
        }

        var answer = OfCall(job, outcome, out word);
        return new ShardInput.CallAnswered(job.Id, answer);
    }

    /// <summary>
    /// What was said counts where it is so. Else it is not known what became of the call: it is asked about again,
    /// called again, and falls out in the end.
    /// </summary>
    private static CallAnswer Confirmed(AdapterJob job, CallAnswer.Succeeded said, ReadBack read) => read switch
    {
        ReadBack.Done => said,
        ReadBack.StillUnknown it => new CallAnswer.Unknown(
            $"Adapter '{job.Instance.Name}' said that '{job.Call.Operation}' released something, and that could not be "
                + $"confirmed: {it.Message}"),
        _ => new CallAnswer.Unknown(
            $"Adapter '{job.Instance.Name}' said that '{job.Call.Operation}' released something, and says when asked "
                + "that it was not done."),
    };

    private CallAnswer OfCall(AdapterJob job, Outcome<object> outcome, out string word)
    {
        switch (outcome.Result)
        {
            case Answer.Succeeded it:
                word = "succeeded";
                var facts = Facts(it.Resources);
                return new CallAnswer.Succeeded(Keep(job, it.Output))
                {
                    Resources = facts,
                    Conflict = ConflictOf(job, facts),
                };
            case Answer.Retryable it:
                word = "retryable";
                return new CallAnswer.Failed(
                    new StepError(Code(it.Code), Said(job, it.Message), Retryable: true), it.RetryAfter);
            case Answer.Permanent it:
                word = "permanent";
                return new CallAnswer.Failed(new StepError(Code(it.Code), Said(job, it.Message)));
            case Answer.Unknown it:
                word = "unknown";
                return new CallAnswer.Unknown(Said(job, it.Message)) { Resources = Told(job) };
            default:
                word = "unknown";
                return new CallAnswer.Unknown(WhyUnknown(job, outcome.Exception)) { Resources = Told(job) };
        }
    }

    /// <summary>What the call makes if it is done: what undoes another one makes nothing anew.</summary>
    private static ResourceFact[]? Told(AdapterJob job) =>
        job.Id.Undo ? null : ToldResources.Of(job.Instance.Adapter, job.MakeRequest, null);

    private ReadBack OfRead(AdapterJob job, Outcome<object> outcome, out string word)
    {
        switch (outcome.Result)
        {
            case ReadAnswer.Done it:
                word = "read_done";
                var facts = Facts(it.Resources);
                return new ReadBack.Done(Keep(job, it.Output)) { Resources = facts, Conflict = ConflictOf(job, facts) };
            case ReadAnswer.NotDone:
                word = "read_not_done";
                return new ReadBack.NotDone();
            case ReadAnswer.StillUnknown it:
                word = "read_unknown";
                return new ReadBack.StillUnknown(Said(job, it.Message));
            default:
                word = "read_unknown";
                return new ReadBack.StillUnknown(WhyUnknown(job, outcome.Exception));
        }
    }

    /// <summary>What undoes something may make anew what was there before.</summary>
    private StepError? ConflictOf(AdapterJob job, ResourceFact[]? facts) =>
        job.Id.Undo ? null : teardowns?.ConflictOf(job.Call, facts);

    private string WhyUnknown(AdapterJob job, Exception? failure)
    {
        if (failure is TimeoutRejectedException)
        {
            log.CallTimedOut(job.Instance.Name, job.Call.Operation, job.Timeout, job.Id.Activation, job.Id.Step);
            return $"Adapter '{job.Instance.Name}' did not answer '{job.Call.Operation}' within "
                + $"{job.Timeout.TotalSeconds:0.###} s.";
        }

        // An exception's own text may hold anything, secrets too: it is for the log, not for the journal.
        log.CallThrew(failure, job.Instance.Name, job.Call.Operation, job.Id.Activation, job.Id.Step);
        return failure is null
            ? $"Adapter '{job.Instance.Name}' gave no answer to '{job.Call.Operation}'."
            : $"Adapter '{job.Instance.Name}' broke down in '{job.Call.Operation}' ({failure.GetType().Name}); the log "
                + "says more.";
    }

    private Value Keep(AdapterJob job, System.Text.Json.JsonElement? output)
    {
        if (!CallValues.TryFrom(output, out var value, out var problem))
        {
            log.OutputLeftOut(job.Instance.Name, job.Call.Operation, problem, job.Id.Activation, job.Id.Step);
            return Value.Null;
        }

        return job.Operation.Sensitive is { } sensitive && !value.IsNull
            ? sensitive.Replace(value, secret => sealer.Seal(secret))
            : value;
    }

    /// <summary>How the call ended, for who wants to know how it is with the adapter.</summary>
    public CallEnd EndOf(AdapterJob job, Outcome<object> outcome, string word) => outcome.Result switch
    {
        Answer.Retryable it => new(job.Call.Operation, word, Code(it.Code), Said(job, it.Message)),
        Answer.Permanent it => new(job.Call.Operation, word, Code(it.Code), Said(job, it.Message)),
        Answer.Unknown it => new(job.Call.Operation, word, "", Said(job, it.Message)),
        ReadAnswer.StillUnknown it => new(job.Call.Operation, word, "", Said(job, it.Message)),
        null when outcome.Exception is TimeoutRejectedException => new(
            job.Call.Operation, word, "TIMEOUT", $"It did not answer within {job.Timeout.TotalSeconds:0.###} s."),
        null => new(
            job.Call.Operation, word, outcome.Exception?.GetType().Name ?? "", "The adapter broke down; the log says more."),
        _ => new(job.Call.Operation, word, "", ""),
    };

    /// <summary>An adapter's words, which go into the journal and to people.</summary>
    private string Said(AdapterJob job, string? message) => sealer.Redact(message ?? "", job.Call.Input);

    public static string Code(string? code) => string.IsNullOrEmpty(code) ? ErrorCodes.AdapterFailed : code;

    public static ResourceFact[]? Facts(IReadOnlyList<ResourceChange>? changes)
    {
        if (changes is not { Count: > 0 })
            return null;

        var facts = new ResourceFact[changes.Count];
        for (var index = 0; index < facts.Length; index++)
        {
            var (resource, released) = changes[index];
            facts[index] = new ResourceFact(resource.Kind, resource.ExternalId, released)
            {
                Attributes = resource.Attributes is { Count: > 0 } ? resource.Attributes : null,
            };
        }

        return facts;
    }
}
