using System.Globalization;
using Orchestrator.Bench.InProcess;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage;

namespace Orchestrator.Bench.Reference;

/// <summary>
/// Fills a database with what years of work leave there, through the journal and the store that the server uses.
/// </summary>
internal sealed class StoredActivations : IAsyncDisposable
{
    private const int BatchSize = 250;

    private readonly OrchestratorStorage _storage;

    private StoredActivations(OrchestratorStorage storage) => _storage = storage;

    /// <param name="folder">For SQLite.</param>
    /// <param name="database">A PostgreSQL connection string; null for SQLite.</param>
    public static async Task<StoredActivations> OpenAsync(string folder, string? database)
    {
        var storage = database is null
            ? await OrchestratorStorage.OpenSqliteAsync(folder, CancellationToken.None)
            : await OrchestratorStorage.OpenPostgresAsync(database, CancellationToken.None);
        await storage.Journal.AcquireAsync(CancellationToken.None);
        return new(storage);
    }

    /// <summary>Completed activations of three steps, a second apart.</summary>
    /// <param name="first">The number of the first one; those before are there.</param>
    /// <param name="count">How many there are afterwards.</param>
    public Task AddAsync(int first, int count) => Parallel.ForEachAsync(
        Enumerable.Range(first, count - first).Chunk(BatchSize),
        new ParallelOptions { MaxDegreeOfParallelism = Math.Min(_storage.Pace.WritersMax, 4) },
        async (numbers, cancellation) => await _storage.Journal.WriteAsync(
            [.. numbers.Select(Completed)], cancellation));

    /// <summary>Versions of workflows, ten of each.</summary>
    public async Task PublishAsync(int versions)
    {
        for (var number = 0; number < versions; number++)
        {
            var (id, text) = ($"workflow-{number / 10}", number.ToString(CultureInfo.InvariantCulture));
            var content = SagaDefinitions.Json(SagaDefinitions.Saga3, "null").Replace(
                SagaDefinitions.Saga3, id, StringComparison.Ordinal);
            await _storage.Workflows.PublishAsync(
                new NewWorkflowVersion(id, id, "", content, text, ["null"], "bench", "bench", text, text, null, Begin),
                default);
        }
    }

    /// <summary>When the first one was created.</summary>
    public static DateTimeOffset Begin { get; } = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static string NameOf(int number) =>
        $"activations/{ActivationId.ToText(ActivationId.First(Begin.AddSeconds(number), number % ActivationId.Shards))}";

    /// <summary>Each has twenty, among those of fifty, however many there are.</summary>
    public static string CustomerOf(int number) => $"customer-{(number / 1_000 * 50) + (number % 50)}";

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    private static ShardOutput.Write Completed(int number)
    {
        var time = Begin.AddSeconds(number);
        var text = number.ToString(CultureInfo.InvariantCulture);
        var order = new ActivationOrder("bench", text, new string('0', 64), CustomerOf(number))
        {
            OrderReference = $"order-{text}",
            Channel = Channel.Api,
        };
        var accepted = new ActivationAccepted(order, "workflow-0", 1);
        var input = Value.Object(("device", "edge-1"), ("port", 7));
        SagaEvent[][] events =
        [
            [accepted, new ActivationStarted(), new ActivityStarted(0, "all", -1), new StepRequested(1, "one", 0, input)],
            [new StepSucceeded("one"), new StepRequested(2, "two", 0, input)],
            [new StepSucceeded("two"), new StepRequested(3, "three", 0, input)],
            [new StepSucceeded("three"), new ActivityCompleted(0), new ActivationCompleted()],
        ];
        var id = ActivationId.First(time, number % ActivationId.Shards);
        var transitions = new List<Transition>();
        foreach (var facts in events)
        {
            var sequence = (transitions.Count == 0 ? 0 : transitions[^1].Sequence) + facts.Length;
            transitions.Add(new Transition(id, sequence, time, facts));
        }

        transitions[0] = transitions[0] with
        {
            Entry = new ActivationEntry(ActivationState.Completed, null, Wake.Never) { Accepted = accepted },
        };
        return new ShardOutput.Write(number, transitions);
    }
}
