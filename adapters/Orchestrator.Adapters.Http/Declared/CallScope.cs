using System.Text.Json;
using Orchestrator.Adapters.Declared;
using Orchestrator.Adapters.Http.Declared.Requests;
using Orchestrator.Adapters.Http.Declared.Values;

namespace Orchestrator.Adapters.Http.Declared;

/// <summary>What a call's templates see, and the answers that are made of it.</summary>
internal sealed class CallScope(JsonElement settings, HttpSystem system)
{
    /// <summary>
    /// <c>input</c>, <c>settings</c> and <c>call</c>: its key, and a short hash of it.
    /// </summary>
    public Scope Of(AdapterCall call) => Scope.Empty
        .With("input", call.Input)
        .With("settings", settings)
        .With("call", new CallKey(call.IdempotencyKey));

    /// <summary>The same, with what was recorded before.</summary>
    public Scope Of(AdapterCall call, JsonElement before) => Of(call).With("before", before);

    public Scope OfList() => Scope.Empty.With("settings", settings);

    /// <summary>Null where there is no template.</summary>
    /// <exception cref="TemplateException">A value is missing.</exception>
    public JsonElement? Fill(JsonTemplate? template, Scope scope) =>
        template is null ? null : JsonSerializer.SerializeToElement(template.Fill(scope.Json));

    /// <summary>Succeeded; or Unknown, where the response lacks what the output needs.</summary>
    public Answer Success(HttpOperation operation, JsonTemplate? result, Scope scope)
    {
        try
        {
            var output = Fill(result, scope);
            var whole = output is { } value ? scope.With("output", value) : scope;
            return new Answer.Succeeded(output)
            {
                Resources = [.. operation.Declared.Resources.Select(resource => resource.Fill(whole.Json))],
            };
        }
        catch (TemplateException missing)
        {
            return new Answer.Unknown(
                $"'{operation.Name}' was carried out, and answered without what is declared: {missing.Message}");
        }
    }

    /// <summary>The answer without secrets and sensitive inputs in its message.</summary>
    public Answer Clean(HttpOperation operation, AdapterCall call, Answer answer) => answer switch
    {
        Answer.Permanent permanent => permanent with { Message = Clean(operation, call, permanent.Message) },
        Answer.Retryable retryable => retryable with { Message = Clean(operation, call, retryable.Message) },
        Answer.Unknown unknown => unknown with { Message = Clean(operation, call, unknown.Message) },
        _ => answer,
    };

    public static string MessageOf(Answer answer) => answer switch
    {
        Answer.Permanent permanent => permanent.Message,
        Answer.Retryable retryable => retryable.Message,
        Answer.Unknown unknown => unknown.Message,
        _ => "",
    };

    private string Clean(HttpOperation operation, AdapterCall call, string message)
    {
        message = system.Redact(message);
        foreach (var name in operation.Sensitive)
        {
            if (JsonPath.Find(call.Input, name) is { ValueKind: JsonValueKind.String } value
                && value.GetString() is { Length: > 0 } text)
                message = message.Replace(text, "***", StringComparison.Ordinal);
        }

        return message;
    }
}
