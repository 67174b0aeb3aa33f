using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>What every journal keeps. One of these classes per subject; each runs on each database.</summary>
public abstract class JournalConformance(Func<Task<JournalHost>> newHost)
    : StoreConformance<JournalHost>(newHost)
{
    protected IJournal Journal => Process.Journal;

    protected IServiceStore Services => Process.Services;

    protected IDueTimes DueTimes => Process.DueTimes;

    protected override Task BeginAsync() => Journal.AcquireAsync(default);

    /// <summary>The results as text: "1 written", "2 refused: 8 because of 7", "3 refused: 8 repeats 7".</summary>
    protected async Task<string[]> WriteAsync(params ShardOutput.Write[] writes) =>
        [.. (await Journal.WriteAsync(writes, default)).Select(Describe)];

    protected async Task WrittenAsync(params ShardOutput.Write[] writes) =>
        Assert.Equal(writes.Select(write => $"{write.Number} written"), await WriteAsync(writes));

    protected async Task<ActivationHistory?> ReadAsync(long id, long after = 0) =>
        (await Journal.ReadAsync([id], after, default)).SingleOrDefault();

    /// <summary>The numbers of the activation's transitions; empty where there is no activation.</summary>
    protected async Task<IReadOnlyList<long>> SequencesAsync(long id) =>
        [.. (await ReadAsync(id))?.Transitions.Select(transition => transition.Sequence) ?? []];

    protected Task<IReadOnlyList<long>> ListAsync(ActivationQuery query) => Journal.ListAsync(query, default);

    private static string Describe(WriteResult result) => result.Refused switch
    {
        null => $"{result.Number} written",
        { SameRequest: true } same => $"{result.Number} refused: {same.Activation} repeats {same.Because}",
        { } busy => $"{result.Number} refused: {busy.Activation} because of {busy.Because}",
    };
}
