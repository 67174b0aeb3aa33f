using System.Formats.Asn1;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Declared.Recorded;
using Orchestrator.Adapters.Ldap.Wire;

namespace Orchestrator.Adapters.Ldap.Verbs;

/// <summary>
/// A verb as recorded calls need it. What the verb is given is recorded with what was there, so that a call is undone
/// as it was made, whatever has been declared since.
/// </summary>
internal sealed class LdapOperation(
    LdapServer server, IReadOnlyList<Dn> bases, ChangingVerb verb, DeclaredVerb? declared = null) : IPreviewedOperation
{
    public async Task<Preparation> PrepareAsync(AdapterCall call, CancellationToken cancellation)
    {
        try
        {
            var input = declared is null ? call.Input : declared.Fill(call.Input);
            var connection = await server.OpenAsync(cancellation).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                var was = await verb.LookBeforeAsync(connection, new(input, bases), cancellation).ConfigureAwait(false);
                return new Preparation.Ready(JsonSerializer.SerializeToElement(
                    new JsonObject { ["input"] = JsonNode.Parse(input.GetRawText()), ["was"] = was }));
            }
        }
        catch (Exception failure) when (Refusal(failure) is not null)
        {
            return new Preparation.Refused(Refusal(failure)!);
        }
    }

    public Task<Answer> ApplyAsync(AdapterCall call, JsonElement before, CancellationToken cancellation) => ChangeAsync(
        (connection, input) => verb.ChangeAsync(connection, input, Was(before), cancellation),
        call,
        before,
        Success,
        cancellation);

    /// <summary>What it makes or releases if it is done; null where the input does not say.</summary>
    public IReadOnlyList<ResourceChange>? ResourcesOf(AdapterCall call, JsonElement? output)
    {
        try
        {
            var input = new VerbInput(declared is null ? call.Input : declared.Fill(call.Input), bases);
            return declared is null
                ? verb.Resources(input)
                : declared.Succeeded(call.Input, output ?? JsonSerializer.SerializeToElement(verb.Output(input)), verb.Resources(input)).Resources;
        }
        catch (Exception failure) when (failure is TemplateException || Refusal(failure) is not null)
        {
            return null;
        }
    }

    public Task<Answer> RestoreAsync(AdapterCall done, JsonElement before, CancellationToken cancellation) => ChangeAsync(
        (connection, input) => verb.RestoreAsync(connection, input, Was(before), cancellation),
        done,
        before,
        (call, input) => new Answer.Succeeded { Resources = [.. Success(call, input).Resources.Select(Opposite)] },
        cancellation);

    public async Task<ReadAnswer> LookAsync(AdapterCall call, JsonElement before, CancellationToken cancellation)
    {
        try
        {
            var input = Input(before);
            var connection = await server.OpenAsync(cancellation).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                var isChanged = await verb.IsChangedAsync(connection, input, Was(before), cancellation)
                    .ConfigureAwait(false);
                return isChanged switch
                {
                    true when Success(call, input) is var success =>
                        new ReadAnswer.Done(success.Output) { Resources = success.Resources },
                    false => new ReadAnswer.NotDone(),
                    _ => new ReadAnswer.StillUnknown(
                        $"What '{call.Operation}' was to change has been changed by somebody else since. Look at it."),
                };
            }
        }
        catch (Exception failure) when (Refusal(failure) is not null || failure is IOException)
        {
            return new ReadAnswer.StillUnknown(failure.Message);
        }
    }

    public string PreviewOf(AdapterCall call, JsonElement before) => Lines(verb.Preview(Input(before), Was(before)));

    public async Task<string?> PreviewRestoreAsync(
        AdapterCall done, JsonElement before, CancellationToken cancellation)
    {
        var connection = await server.OpenAsync(cancellation).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            return Lines(await verb.PreviewRestoreAsync(connection, Input(before), Was(before), cancellation)
                .ConfigureAwait(false));
        }
    }

    /// <summary>What is not done means for whom it was to be done for; null: it may have been done.</summary>
    internal static Answer? Refusal(Exception failure) => failure switch
    {
        UnreachableException unreachable => unreachable.Answer,
        LdapResultException refused => refused.ToAnswer(),
        InputException wrong => new Answer.Permanent(wrong.Code, wrong.Message),
        TemplateException wrong => new Answer.Permanent("INVALID_INPUT", wrong.Message),
        FormatException wrong => new Answer.Permanent("FILTER_INVALID", wrong.Message),
        ChangedMeanwhileException changed => new Answer.Retryable("CHANGED_MEANWHILE", changed.Message),
        AsnContentException or IOException => new Answer.Retryable(
            "CONNECTION_LOST", $"The directory broke off while it was asked: {failure.Message}"),
        _ => null,
    };

    private async Task<Answer> ChangeAsync(
        Func<LdapConnection, VerbInput, Task> change,
        AdapterCall call,
        JsonElement before,
        Func<AdapterCall, VerbInput, Answer.Succeeded> success,
        CancellationToken cancellation)
    {
        try
        {
            var input = Input(before);
            var connection = await server.OpenAsync(cancellation).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
                await change(connection, input).ConfigureAwait(false);
            return success(call, input);
        }
        catch (Exception failure)
            when (failure is not (IOException or AsnContentException) && Refusal(failure) is not null)
        {
            return Refusal(failure)!;
        }
        catch (AsnContentException failure)
        {
            return new Answer.Unknown($"The directory's answer to '{call.Operation}' is no LDAP: {failure.Message}");
        }
    }

    private Answer.Succeeded Success(AdapterCall call, VerbInput input)
    {
        var output = JsonSerializer.SerializeToElement(verb.Output(input));
        return declared is null
            ? new(output) { Resources = verb.Resources(input) }
            : declared.Succeeded(call.Input, output, verb.Resources(input));
    }

    private static ResourceChange Opposite(ResourceChange change) =>
        change with { Released = !change.Released };

    private static string Lines(IEnumerable<string> lines) =>
        string.Join('\n', lines.DefaultIfEmpty("changes nothing"));

    private VerbInput Input(JsonElement before) => new(before.GetProperty("input"), bases);

    private static JsonElement Was(JsonElement before) => before.GetProperty("was");
}
