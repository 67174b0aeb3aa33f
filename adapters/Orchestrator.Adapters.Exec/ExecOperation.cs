using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Adapters.Declared;

namespace Orchestrator.Adapters.Exec;

/// <summary>A program that carries out an operation, and perhaps tells what became of a call, or would become.</summary>
internal sealed class ExecOperation
{
    private const int SecretMin = 4;

    private readonly DeclaredOperation _declared;
    private readonly ExecCommand _execute;
    private readonly ExecCommand? _read;
    private readonly ExecCommand? _preview;
    private readonly ExitCodes _exitCodes;
    private readonly HashSet<int> _done;
    private readonly HashSet<int> _notDone;
    private readonly IReadOnlyList<string> _secretInputs;

    public ExecOperation(DeclaredOperation declared, AdapterSetup setup, List<SetupProblem> problems)
    {
        var (body, place) = (declared.Body, $"/declaration/operations/{declared.Description.Name}");
        _declared = declared;
        _execute = ExecCommand.Read(body, place, setup, null, problems);
        _exitCodes = new ExitCodes(body);
        if (body.TryGetProperty("read", out var read))
            _read = ExecCommand.Read(read, $"{place}/read", setup, _execute, problems);
        if (body.TryGetProperty("preview", out var preview))
            _preview = ExecCommand.Read(preview, $"{place}/preview", setup, _execute, problems);
        _done = ExitCodes.Read(read, "done") ?? [0];
        _notDone = ExitCodes.Read(read, "notDone") ?? [1];
        _secretInputs = body.TryGetProperty("input", out var schema)
            && schema.TryGetProperty("properties", out var properties)
                ? [.. properties.EnumerateObject().Where(IsSecret).Select(property => property.Name)]
                : [];
    }

    public async Task<Answer> ExecuteAsync(
        AdapterCall call, ProgramRun run, SecretReader reader, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return new Answer.Unknown($"'{call.Operation}' was given up before it began.");

        try
        {
            if (!File.Exists(_execute.Program))
                return new Answer.Retryable("PROGRAM_NOT_STARTED", $"{_execute.Program} is not there. Look at it.");

            var start = _execute.Start(reader, out var secrets);
            var result = await run.RunAsync(start, Told("execute", call), cancellation).ConfigureAwait(false);
            return AnswerOf(call, result, text => Masked(text, secrets, call.Input));
        }
        catch (SecretException missing)
        {
            return new Answer.Retryable("SECRET_MISSING", missing.Message);
        }
        catch (Win32Exception failure)
        {
            return new Answer.Retryable(
                "PROGRAM_NOT_STARTED", $"{_execute.Program} could not be started: {failure.Message} Look at it.");
        }
    }

    public async Task<ReadAnswer> ReadAsync(
        AdapterCall call, ProgramRun run, SecretReader reader, CancellationToken cancellation)
    {
        if (_read is null)
            return new ReadAnswer.StillUnknown($"There is no program that tells what became of '{call.Operation}'.");

        try
        {
            var start = _read.Start(reader, out var secrets);
            var result = await run.RunAsync(start, Told("read", call), cancellation).ConfigureAwait(false);
            if (result.ExitCode is { } code && _notDone.Contains(code))
                return new ReadAnswer.NotDone();

            return result.ExitCode is { } number && _done.Contains(number) && ProgramOutput.Read(result.Output) is { } output
                ? new ReadAnswer.Done(output.Output) { Resources = ResourcesOf(call, output) }
                : new ReadAnswer.StillUnknown(
                    $"The program that reads back '{call.Operation}' {Ended(result, text => Masked(text, secrets, call.Input))}");
        }
        catch (Exception failure) when (failure is SecretException or Win32Exception or TemplateException)
        {
            return new ReadAnswer.StillUnknown(failure.Message);
        }
    }

    public async Task<string?> PreviewAsync(
        AdapterCall call, ProgramRun run, SecretReader reader, CancellationToken cancellation)
    {
        if (_preview is null)
            return null;

        var start = _preview.Start(reader, out var secrets);
        var result = await run.RunAsync(start, Told("preview", call), cancellation).ConfigureAwait(false);
        return result.ExitCode == 0 ? Masked(result.Output.Trim(), secrets, call.Input) : null;
    }

    private Answer AnswerOf(AdapterCall call, RunResult result, Func<string, string> mask)
    {
        var ended = $"The program of '{call.Operation}' {Ended(result, mask)}";
        var output = ProgramOutput.Read(result.Output);
        var message = output?.Message is { Length: > 0 } told ? mask(told).TrimEnd('.') + "." : ended;
        switch (_exitCodes.Of(result.ExitCode))
        {
            case Meaning.Succeeded when output is not null:
                try
                {
                    return new Answer.Succeeded(output.Output) { Resources = ResourcesOf(call, output) };
                }
                catch (TemplateException wrong)
                {
                    return new Answer.Unknown($"It was done, and what it made cannot be told: {wrong.Message}");
                }

            case Meaning.Retryable:
                return new Answer.Retryable(output?.Code ?? "PROGRAM_FAILED", message, output?.RetryAfter);
            case Meaning.Permanent:
                return new Answer.Permanent(output?.Code ?? "PROGRAM_FAILED", message);
            default:
                return new Answer.Unknown(ended);
        }
    }

    /// <summary>As declared; null where that says nothing, for the program may.</summary>
    public IReadOnlyList<ResourceChange>? ResourcesOf(AdapterCall call, JsonElement? output) =>
        _declared.Resources.Count == 0 ? null : DeclaredResource.Tell(_declared.Resources, call.Input, output);

    private IReadOnlyList<ResourceChange> ResourcesOf(AdapterCall call, ProgramOutput output)
    {
        var scope = JsonSerializer.SerializeToElement(new { input = call.Input, output = output.Output });
        return output.Resources.Count > 0
            ? output.Resources
            : [.. _declared.Resources.Select(resource => resource.Fill(scope))];
    }

    private static string Ended(RunResult result, Func<string, string> mask) => result switch
    {
        { IsTooMuch: true } => "wrote more than it may, and was ended. See outputBytesMax.",
        { ExitCode: null } => "was ended, as its time was up.",
        { Complaint.Length: > 0 } => $"ended with {result.ExitCode}: {mask(result.Complaint).TrimEnd('.')}.",
        { ExitCode: 0 } => "ended with 0, and what it wrote is no JSON object.",
        _ => $"ended with {result.ExitCode}, and said nothing.",
    };

    private static string Told(string question, AdapterCall call) => new JsonObject
    {
        ["call"] = question,
        ["operation"] = call.Operation,
        ["input"] = JsonNode.Parse(call.Input.GetRawText()),
        ["idempotencyKey"] = call.IdempotencyKey,
        ["undoes"] = call.Undoes,
        ["attempt"] = call.Attempt,
    }.ToJsonString();

    /// <summary>Programs repeat what they are told.</summary>
    private string Masked(string text, IEnumerable<string> secrets, JsonElement input)
    {
        var inputs = _secretInputs.Select(name =>
            input.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "");
        return secrets.Concat(inputs).Where(secret => secret.Length >= SecretMin).OrderByDescending(secret => secret.Length)
            .Aggregate(text, (masked, secret) => masked.Replace(secret, "***", StringComparison.Ordinal));
    }

    private static bool IsSecret(JsonProperty property) =>
        property.Value.ValueKind == JsonValueKind.Object
        && property.Value.TryGetProperty("x-sensitive", out var mark) && mark.ValueKind == JsonValueKind.True;
}
