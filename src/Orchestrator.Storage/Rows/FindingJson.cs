using System.Text.Json;
using Orchestrator.Engine.Auditing;

namespace Orchestrator.Storage.Rows;

/// <summary>What a finding says and nobody searches by, as JSON.</summary>
internal static class FindingJson
{
    public static string Write(Finding finding) => StoredText.Of(JsonSerializer.Serialize(new Content(
        finding.ResourceKind, finding.ExternalId, finding.Activation, finding.Money, finding.Summary, finding.Evidence)));

    public static Content Read(string json) => JsonSerializer.Deserialize<Content>(json)!;

    public sealed record Content(
        string ResourceKind,
        string ExternalId,
        long Activation,
        FindingMoney? Money,
        string Summary,
        IReadOnlyList<Evidence> Evidence);
}
