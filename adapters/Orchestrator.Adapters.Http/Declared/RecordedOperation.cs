using System.Text.Json;
using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Declared.Recorded;
using Orchestrator.Adapters.Http.Declared.Values;

namespace Orchestrator.Adapters.Http.Declared;

/// <summary>A declared operation on a system that is looked at before, and asked afterwards.</summary>
internal sealed class RecordedOperation(HttpOperation operation, CallScope scopes, StepRunner runner, Turns turns)
    : IPreviewedOperation
{
    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement(new { });

    public async Task<Preparation> PrepareAsync(AdapterCall call, CancellationToken cancellation)
    {
        var scope = scopes.Of(call);
        Answer? failure = Refusal(operation.Before.Refusals.Where(one => one.IsOfInput), scope);
        if (failure is null)
            (scope, failure) = await runner
                .RunAsync(operation.Before.Steps, scope, call.IdempotencyKey, cancellation).ConfigureAwait(false);
        failure ??= Refusal(operation.Before.Refusals, scope);
        try
        {
            if (failure is null)
                return new Preparation.Ready(scopes.Fill(operation.Before.Keep, scope) ?? Nothing);
        }
        catch (TemplateException missing)
        {
            failure = new Answer.Permanent("INVALID_INPUT", missing.Message);
        }

        return new Preparation.Refused(scopes.Clean(operation, call, failure));
    }

    public async Task<Answer> ApplyAsync(AdapterCall call, JsonElement before, CancellationToken cancellation)
    {
        using (await turns.TakeAsync(operation.Lock, cancellation).ConfigureAwait(false))
        {
            var (scope, failure) = await runner
                .RunAsync(operation.Steps, scopes.Of(call, before), call.IdempotencyKey, cancellation)
                .ConfigureAwait(false);
            return failure is null
                ? scopes.Success(operation, operation.Result, scope)
                : scopes.Clean(operation, call, failure);
        }
    }

    public async Task<ReadAnswer> LookAsync(AdapterCall call, JsonElement before, CancellationToken cancellation)
    {
        var (seen, scope) = await SeeAsync(call, before, cancellation).ConfigureAwait(false);
        if (seen is not ReadAnswer.Done)
            return seen;

        return scopes.Success(operation, operation.Read!.Result ?? operation.Result, scope) is Answer.Succeeded done
            ? new ReadAnswer.Done(done.Output) { Resources = done.Resources }
            : new ReadAnswer.StillUnknown("It was carried out, and what is there lacks what the output needs.");
    }

    public async Task<Answer> RestoreAsync(AdapterCall done, JsonElement before, CancellationToken cancellation)
    {
        using (await turns.TakeAsync(operation.Lock, cancellation).ConfigureAwait(false))
        {
            var (seen, scope) = await SeeAsync(done, before, cancellation).ConfigureAwait(false);
            if (seen is ReadAnswer.StillUnknown unknown)
                return new Answer.Retryable("NOT_READABLE", unknown.Message);
            if (seen is ReadAnswer.NotDone)
                return new Answer.Succeeded();

            // The undo is another request than the call: a system that knows its key would take it for the same.
            var steps = operation.Restore.Select(restoration => restoration.Step).ToList();
            var (after, failure) = await runner
                .RunAsync(steps, scope, $"{done.IdempotencyKey}/restore", cancellation).ConfigureAwait(false);
            return failure is null
                ? new Answer.Succeeded { Resources = Restored(after, done, before) }
                : scopes.Clean(operation, done, failure);
        }
    }

    public string PreviewOf(AdapterCall call, JsonElement before)
    {
        var scope = scopes.Of(call, before);
        try
        {
            return operation.Preview?.Fill(scope.Json)
                ?? Lines(operation.Declared.Resources.Select(resource => resource.Fill(scope.Json)));
        }
        catch (TemplateException)
        {
            return $"~ {operation.Declared.Description.Summary}"; // Only the system's answer will name the resource.
        }
    }

    public async Task<string?> PreviewRestoreAsync(
        AdapterCall done, JsonElement before, CancellationToken cancellation)
    {
        var (seen, scope) = await SeeAsync(done, before, cancellation).ConfigureAwait(false);
        return seen switch
        {
            ReadAnswer.Done => Lines(Restored(scope, done, before)),
            ReadAnswer.NotDone => "changes nothing",
            _ => null,
        };
    }

    private static Answer.Permanent? Refusal(IEnumerable<Refusal> refusals, Scope scope)
    {
        try
        {
            return refusals.FirstOrDefault(one => one.Where.AreMetIn(scope)) is { } refusal
                ? new Answer.Permanent(refusal.Code, Shown.Sentence(refusal.Message.Fill(scope.Json)))
                : null;
        }
        catch (TemplateException missing)
        {
            return new Answer.Permanent("INVALID_INPUT", missing.Message);
        }
    }

    /// <summary>Whether the call was carried out, by what is there now; with what was seen.</summary>
    private async Task<(ReadAnswer Seen, Scope Scope)> SeeAsync(
        AdapterCall call, JsonElement before, CancellationToken cancellation)
    {
        var read = operation.Read!;
        var (scope, failure) = await runner
            .RunAsync(read.Steps, scopes.Of(call, before), call.IdempotencyKey, cancellation).ConfigureAwait(false);
        if (failure is not null)
            return (new ReadAnswer.StillUnknown(CallScope.MessageOf(scopes.Clean(operation, call, failure))), scope);
        if (read.Unclear.Count > 0 && read.Unclear.AreMetIn(scope))
            return (new ReadAnswer.StillUnknown("What is there does not tell what became of the call."), scope);
        return (read.Done.AreMetIn(scope) ? new ReadAnswer.Done() : new ReadAnswer.NotDone(), scope);
    }

    /// <summary>What the call made is gone, and what it released is there again.</summary>
    private List<ResourceChange> Restored(Scope scope, AdapterCall done, JsonElement before)
    {
        var bringsBack = operation.Restore.Any(one => one.BringsBack && one.Step.When.AreMetIn(scope));
        var output = scopes.Fill(operation.Read!.Result ?? operation.Result, scope) ?? Nothing;
        var whole = scopes.Of(done, before).With("output", output);
        return [.. operation.Declared.Resources.Select(resource => resource.Fill(whole.Json)).Select(
            change => change with { Released = !change.Released && !bringsBack })];
    }

    private static string Lines(IEnumerable<ResourceChange> changes) => string.Join('\n', changes.Select(
        change => $"{(change.Released ? '-' : '+')} {change.Resource.Kind} {change.Resource.ExternalId}"));
}
