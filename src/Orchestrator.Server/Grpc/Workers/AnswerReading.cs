using System.Text.Json;
using System.Text.RegularExpressions;
using Google.Protobuf.Collections;
using Orchestrator.Adapters;
using Orchestrator.Engine.Workers;
using Orchestrator.Server.Grpc.Checks;
using Outcome = Orchestrator.V1.AdapterAnswer.OutcomeOneofCase;

namespace Orchestrator.Server.Grpc.Workers;

/// <summary>What workers answer, checked.</summary>
internal static partial class AnswerReading
{
    /// <summary>Resources of a whole list.</summary>
    public const int ListedMax = 100_000;

    private const int ChangesMax = 1000;
    private const int MessageLengthMax = 4000;
    private const int PreviewLengthMax = 100_000;
    private const int IdLengthMax = 256;
    private const int AttributesMax = 64;

    /// <summary>Null where there is something wrong, which is noted.</summary>
    public static WorkerReply? Read(V1.AdapterAnswer answer, WorkerCallKind asked, Violations violations)
    {
        switch (asked, answer.OutcomeCase)
        {
            case (WorkerCallKind.Execute, Outcome.Succeeded):
                var (output, changes) = ReadSuccess(answer.Succeeded, violations);
                return new WorkerReply.Executed(new Answer.Succeeded(output) { Resources = changes });
            case (WorkerCallKind.Read, Outcome.Succeeded):
                var (then, made) = ReadSuccess(answer.Succeeded, violations);
                return new WorkerReply.WasRead(new ReadAnswer.Done(then) { Resources = made });
            case (WorkerCallKind.Execute, Outcome.Retryable):
                CheckFailure("answer.retryable", answer.Retryable, violations);
                var after = violations.Wait("answer.retryable.retry_after", answer.Retryable.RetryAfter);
                return new WorkerReply.Executed(new Answer.Retryable(
                    answer.Retryable.Code, answer.Retryable.Message, after > TimeSpan.Zero ? after : null));
            case (WorkerCallKind.Execute, Outcome.Permanent):
                CheckFailure("answer.permanent", answer.Permanent, violations);
                return new WorkerReply.Executed(new Answer.Permanent(answer.Permanent.Code, answer.Permanent.Message));
            case (WorkerCallKind.Execute, Outcome.Unknown):
                violations.Text("answer.unknown.message", answer.Unknown.Message, MessageLengthMax);
                return new WorkerReply.Executed(new Answer.Unknown(answer.Unknown.Message));
            case (WorkerCallKind.Read, Outcome.Unknown):
                violations.Text("answer.unknown.message", answer.Unknown.Message, MessageLengthMax);
                return new WorkerReply.WasRead(new ReadAnswer.StillUnknown(answer.Unknown.Message));
            case (WorkerCallKind.Read, Outcome.NotDone):
                return new WorkerReply.WasRead(new ReadAnswer.NotDone());
            case (WorkerCallKind.Preview, Outcome.Preview):
                violations.Text("answer.preview.text", answer.Preview.Text, PreviewLengthMax);
                return new WorkerReply.Previewed(answer.Preview.Text is { Length: > 0 } text ? text : null);
            default:
                violations.Add("answer", $"is none that {asked.ToString().ToUpperInvariant()} has. {Allowed(asked)}");
                return null;
        }
    }

    /// <summary>A part of a list.</summary>
    public static IReadOnlyList<Resource> ReadResources(V1.AdapterAnswer.Types.Listing listing, Violations violations) =>
        [.. listing.Resources.Select((one, index) => ReadResource($"answer.listing.resources[{index}]", one, violations))];

    private static string Allowed(WorkerCallKind asked) => asked switch
    {
        WorkerCallKind.Execute => "Send succeeded, retryable, permanent or unknown.",
        WorkerCallKind.Read => "Send succeeded, not_done or unknown.",
        WorkerCallKind.Preview => "Send preview.",
        _ => "Send listing.",
    };

    private static (JsonElement? Output, IReadOnlyList<ResourceChange> Changes) ReadSuccess(
        V1.AdapterAnswer.Types.Succeeded succeeded, Violations violations)
    {
        if (succeeded.Resources.Count > ChangesMax)
            violations.Add("answer.succeeded.resources", $"has {succeeded.Resources.Count}; {ChangesMax} are allowed.");
        return (
            ReadOutput("answer.succeeded.output", succeeded.Output, violations),
            [
                .. succeeded.Resources.Take(ChangesMax).Select((one, index) => new ResourceChange(
                    ReadResource($"answer.succeeded.resources[{index}].resource", one.Resource, violations), one.Released)),
            ]);
    }

    private static JsonElement? ReadOutput(string field, string text, Violations violations)
    {
        if (text.Length == 0)
            return null;

        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Object && text.Length <= StructChecks.BytesMax)
                return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // Told below.
        }

        violations.Add(field, $"must be a JSON object of up to {StructChecks.BytesMax} characters, or empty.");
        return null;
    }

    private static Resource ReadResource(string field, V1.AdapterResource? resource, Violations violations)
    {
        if (resource is null)
        {
            violations.Add(field, "is required.");
            return new Resource("", "");
        }

        if (resource.Kind.Length > 60 || !Kebab().IsMatch(resource.Kind))
            violations.Add($"{field}.kind", "must be kebab-case, up to 60 characters.");
        violations.Text($"{field}.external_id", resource.ExternalId, IdLengthMax, required: true);
        return new Resource(resource.Kind, resource.ExternalId)
        {
            Attributes = ReadAttributes($"{field}.attributes", resource.Attributes, violations),
        };
    }

    private static Dictionary<string, string> ReadAttributes(
        string field, MapField<string, string> attributes, Violations violations)
    {
        if (attributes.Count > AttributesMax)
            violations.Add(field, $"has {attributes.Count}; {AttributesMax} are allowed.");
        foreach (var (name, value) in attributes.Take(AttributesMax))
        {
            violations.Text(field, name, IdLengthMax, required: true);
            violations.Text(field, value, MessageLengthMax);
        }

        return attributes.Take(AttributesMax).ToDictionary(StringComparer.Ordinal);
    }

    private static void CheckFailure(string field, V1.AdapterAnswer.Types.Failure failure, Violations violations)
    {
        if (failure.Code.Length > 64 || !Code().IsMatch(failure.Code))
            violations.Add($"{field}.code", "must be UPPER_SNAKE, 1 to 64 characters.");
        violations.Text($"{field}.message", failure.Message, MessageLengthMax, required: true);
    }

    [GeneratedRegex("^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Kebab();
}
