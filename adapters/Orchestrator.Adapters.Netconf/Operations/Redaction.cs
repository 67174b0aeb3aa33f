using System.Security;
using System.Text.Json;

namespace Orchestrator.Adapters.Netconf.Operations;

/// <summary>Keeps sensitive values of inputs out of what people read: devices repeat what they refuse.</summary>
internal sealed class Redaction
{
    private const string Hidden = "***";

    private readonly HashSet<string> _members;

    /// <param name="operations">Whose input schemas mark members with <c>x-sensitive</c>.</param>
    public Redaction(IEnumerable<OperationDescription> operations) =>
        _members = operations.SelectMany(operation => MarkedIn(operation.InputSchema)).ToHashSet();

    public Answer Of(AdapterCall call, Answer answer) => answer switch
    {
        Answer.Permanent permanent => permanent with { Message = Of(call, permanent.Message) },
        Answer.Retryable retryable => retryable with { Message = Of(call, retryable.Message) },
        Answer.Unknown unknown => unknown with { Message = Of(call, unknown.Message) },
        _ => answer,
    };

    public string Of(AdapterCall call, string message)
    {
        foreach (var value in call.Input.EnumerateObject().Where(member => _members.Contains(member.Name)))
        {
            var text = value.Value.ToString();
            if (text.Length > 0)
            {
                message = message.Replace(text, Hidden, StringComparison.Ordinal)
                    .Replace(SecurityElement.Escape(text), Hidden, StringComparison.Ordinal);
            }
        }

        return message;
    }

    private static List<string> MarkedIn(string schema)
    {
        using var parsed = JsonDocument.Parse(schema);
        return parsed.RootElement.TryGetProperty("properties", out var members)
            ? [.. members.EnumerateObject().Where(member => member.Value is { ValueKind: JsonValueKind.Object } field
                && field.TryGetProperty("x-sensitive", out var mark) && mark.ValueKind == JsonValueKind.True)
                .Select(member => member.Name)]
            : [];
    }
}
