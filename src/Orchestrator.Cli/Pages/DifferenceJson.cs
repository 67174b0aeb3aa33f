using System.Text.Encodings.Web;
using System.Text.Json;
using Orchestrator.Core.Workflows.Comparing;

namespace Orchestrator.Cli.Pages;

/// <summary>What changed between two definitions, as one JSON object.</summary>
internal static class DifferenceJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(string before, string after, WorkflowDifference difference) => JsonSerializer.Serialize(
        new
        {
            Before = before,
            After = after,
            Same = difference.Changes.IsEmpty,
            Felt = difference.IsFelt,
            Changes = difference.Changes.Select(change => new
            {
                Area = Word(change.Area),
                Kind = Word(change.Kind),
                change.Subject,
                change.Text,
                change.Meaning,
            }),
        },
        Options);

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
