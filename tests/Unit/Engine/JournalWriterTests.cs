using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine;
using Orchestrator.Engine.Journal;
using Orchestrator.Engine.Loop;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Unit.Engine;

public sealed class JournalWriterTests
{
    private readonly List<int> _batches = [];
    private long _number;

    [Fact]
    public void Beside_a_large_batch_another_is_begun_only_once_it_is_worth_it()
    {
        using var writer = Writer();

        Add(writer, 10);
        Add(writer, 4);
        var before = _batches.ToArray();
        Add(writer, 1);

        Assert.Equal([10], before);
        Assert.Equal([10, 5], _batches);
    }

    [Fact]
    public void More_than_two_batches_are_not_written_at_the_same_time_on_a_fast_disk()
    {
        using var writer = Writer();

        for (var write = 0; write < 5; write++)
            Add(writer, 1);

        Assert.Equal([1, 1], _batches);
        Assert.Equal(3, writer.Waiting);
    }

    /// <summary>What it writes never becomes durable.</summary>
    private JournalWriter Writer()
    {
        var journal = new InMemoryJournal(new MemoryDatabase())
        {
            BeforeWrite = batch =>
            {
                _batches.Add(batch.Count);
                return Task.Delay(Timeout.Infinite);
            },
        };
        return new JournalWriter(
            journal,
            new JournalState(_ => { }, () => { }),
            new Inbox(),
            new EngineOptions(),
            null,
            TimeProvider.System,
            NullLogger.Instance);
    }

    private void Add(JournalWriter writer, int count)
    {
        for (var write = 0; write < count; write++)
            writer.Add(
                new ShardOutput.Write(++_number, [new Transition(_number, 1, default, [new ActivationStarted()])]));
        writer.Kick();
    }
}
