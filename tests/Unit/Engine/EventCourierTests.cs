using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.Engine;
using Orchestrator.Engine.Dispatch;
using Orchestrator.Engine.Journal;
using Orchestrator.Engine.Loop;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Unit.Engine;

/// <summary>Events on their way to those that wait for them.</summary>
public sealed class EventCourierTests
{
    private const int EventsAtOnce = 64;
    private const int RecipientsAtOnce = 4_000;
    private const long Publisher = 1_000_000;

    [Fact]
    public async Task However_many_events_are_published_so_many_are_brought_at_the_same_time_and_all_in_the_end()
    {
        var post = new Post(waiting: 1);
        const int All = EventsAtOnce + 3;

        for (var number = 1; number <= All; number++)
            post.Publish(number);

        for (var ended = 0; ended <= All; ended++)
        {
            var expected = Math.Min(EventsAtOnce + ended, All);
            await EngineWorld.Until(() => post.Begun >= expected && post.Courier.Waiting == All - ended);
            Assert.Equal(expected, post.Begun);
            post.Gate.Release();
        }

        Assert.Equal(
            Enumerable.Range(1, All).Select(number => new ShardInput.Announced(Publisher, number, 1, 0)), post.Told());
    }

    [Fact]
    public async Task However_many_wait_for_an_event_so_many_get_it_at_the_same_time_and_all_in_the_end()
    {
        const int All = RecipientsAtOnce + 3;
        var post = new Post(waiting: All);

        post.Publish(1);
        await EngineWorld.Until(() => post.Begun >= RecipientsAtOnce);
        var begun = post.Begun;
        post.Gate.Release(All);
        await EngineWorld.Until(() => post.Courier.Waiting == 0);

        Assert.Equal(RecipientsAtOnce, begun);
        Assert.Equal([new ShardInput.Announced(Publisher, 1, All, 0)], post.Told());
    }

    /// <summary>Takes events to those that wait for them, each of which stands at a gate until it is opened.</summary>
    private sealed class Post
    {
        private static readonly ActivationOrder Order = new("tester", "", "", "");
        private readonly Inbox _inbox = new();
        private int _begun;

        public Post(int waiting)
        {
            var database = new MemoryDatabase();
            for (var id = 1; id <= waiting; id++)
            {
                var activation = new MemoryDatabase.Activation(
                    Order, new ActivationEntry(ActivationState.Running, null, Wake.Never));
                activation.Awaits.Add(new Awaited.Event("ready", ""));
                database.Activations.Add(id, activation);
            }

            Courier = new EventCourier(
                new InMemoryJournal(database),
                async (_, _, stop) =>
                {
                    Interlocked.Increment(ref _begun);
                    await Gate.WaitAsync(stop);
                    return new ReplyContent.Repeated(1, 1);
                },
                starts: null,
                new JournalState(static _ => { }, static () => { }),
                _inbox,
                new EngineOptions { ReadPage = waiting + 1 },
                new ManualTime(),
                NullLogger.Instance,
                default);
        }

        public EventCourier Courier { get; }

        public SemaphoreSlim Gate { get; } = new(0);

        public int Begun => Volatile.Read(ref _begun);

        public void Publish(int number) =>
            Courier.Deliver(
                new ShardOutput.Announce(Publisher, new Announcement(number, "ready", null, Value.Null), Order));

        public IEnumerable<ShardInput> Told()
        {
            var told = new List<ShardInput>();
            while (_inbox.TryTake(out var input))
                told.Add(input);
            return told.OrderBy(input => ((ShardInput.Announced)input).Event);
        }
    }
}
