using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Declared.Recorded;
using Orchestrator.Adapters.Mail.Mime;
using Orchestrator.Adapters.Mail.Smtp;

namespace Orchestrator.Adapters.Mail;

/// <summary>Sends a mail, as recorded calls need it: that it was sent is what their record says, and nothing else.</summary>
internal sealed class MailOperation(
    SmtpServer server, MailRules rules, Func<JsonElement, JsonElement> contentOf, TimeProvider time) : IPreviewedOperation
{
    public Task<Preparation> PrepareAsync(AdapterCall call, CancellationToken cancellation)
    {
        try
        {
            var letter = rules.Letter(contentOf(call.Input));
            return Task.FromResult<Preparation>(new Preparation.Ready(JsonSerializer.SerializeToElement(new JsonObject
            {
                ["to"] = string.Join(", ", letter.Recipients.Select(recipient => recipient.Address)),
                ["subject"] = letter.Subject,
            })));
        }
        catch (MailInputException wrong)
        {
            return Refused(wrong.Code, wrong.Message);
        }
        catch (TemplateException wrong)
        {
            return Refused("INVALID_INPUT", wrong.Message);
        }
    }

    public async Task<Answer> ApplyAsync(AdapterCall call, JsonElement before, CancellationToken cancellation)
    {
        var letter = rules.Letter(contentOf(call.Input));
        var messageId = Letter.MessageId(call.IdempotencyKey, letter.From);
        var answer = await server.SendAsync(letter, letter.ToMime(messageId, time.GetUtcNow()), cancellation)
            .ConfigureAwait(false);
        return answer is Answer.Succeeded
            ? new Answer.Succeeded(JsonSerializer.SerializeToElement(new JsonObject { ["messageId"] = messageId }))
            : answer;
    }

    public Task<ReadAnswer> LookAsync(AdapterCall call, JsonElement before, CancellationToken cancellation) =>
        Task.FromResult<ReadAnswer>(new ReadAnswer.StillUnknown(
            $"Whether the mail '{before.GetProperty("subject").GetString()}' to {before.GetProperty("to").GetString()} was sent "
                + "cannot be told here. Look into the mail server's log for its message id, "
                + $"{Letter.MessageId(call.IdempotencyKey, rules.From)}."));

    public Task<Answer> RestoreAsync(AdapterCall done, JsonElement before, CancellationToken cancellation) =>
        Task.FromResult<Answer>(new Answer.Permanent("MAIL_SENT", "A mail that was sent cannot be taken back."));

    public string PreviewOf(AdapterCall call, JsonElement before) =>
        $"+ mail to {before.GetProperty("to").GetString()}: {before.GetProperty("subject").GetString()}";

    public Task<string?> PreviewRestoreAsync(
        AdapterCall done, JsonElement before, CancellationToken cancellation) => Task.FromResult<string?>(null);

    private static Task<Preparation> Refused(string code, string message) =>
        Task.FromResult<Preparation>(new Preparation.Refused(new Answer.Permanent(code, message)));
}
