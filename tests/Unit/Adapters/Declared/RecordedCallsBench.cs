using System.Text.Json;
using Orchestrator.Adapters;
using Orchestrator.Adapters.Declared.Recorded;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Unit.Adapters.Declared;

/// <summary>Recorded calls on a shelf, and what is needed to try them.</summary>
public abstract class RecordedCallsBench
{
    protected RecordedCallsBench() => Calls = Restarted();

    internal Shelf Shelf { get; } = new();

    internal FaultyRecords Records { get; } = new();

    protected ManualTime Time { get; } = new();

    protected RecordedCalls Calls { get; set; }

    protected static AdapterCall Put { get; } = new("put", Parse("""{ "thing": "book" }"""), "a/1/do");

    protected static AdapterCall Undo { get; } =
        new("take", Parse("{}"), "a/1/undo") { Undoes = Put.IdempotencyKey };

    protected static string Nothing { get; } = Show(new Answer.Succeeded());

    /// <summary>Of another process, over the same records.</summary>
    protected RecordedCalls Restarted() => new(
        new Dictionary<string, IRecordedOperation> { ["put"] = Shelf },
        new Dictionary<string, string> { ["put"] = "take" },
        Records,
        Time);

    protected Task<Answer> ExecuteAsync(AdapterCall call) => Calls.ExecuteAsync(call, CancellationToken.None);

    protected Task<ReadAnswer> ReadAsync(AdapterCall call) => Calls.ReadAsync(call, CancellationToken.None);

    protected static string Show(object answer) => $"{answer.GetType().Name} {JsonSerializer.Serialize(answer)}";

    protected static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
