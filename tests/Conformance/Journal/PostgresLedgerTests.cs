using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Engine.Ports;
using static Orchestrator.Tests.Conformance.Journal.Facts;
using static Orchestrator.Tests.Conformance.Journal.Holdings;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>Batches that are written at once, about the same services.</summary>
public sealed class PostgresLedgerTests() : JournalConformance(PostgresHost.New)
{
    private const int Count = 12;

    /// <summary>
    /// Children add to what a service holds, in batches of their own, while the one that ends it ends it: whichever is
    /// first, the service is not terminated with something left, and no batch waits for another one for ever.
    /// </summary>
    [Fact]
    public async Task Whatever_is_written_at_once_no_service_is_terminated_that_holds_something()
    {
        var numbers = Enumerable.Range(0, Count).ToArray();
        for (var round = 0; round < 8; round++)
        {
            var first = round * Count * 3;
            await WrittenAsync([.. numbers.Select(number => Write(
                number, Start(Id(first + number), Name(first + number)) with { Service = Of(first + number) }))]);
            await WrittenAsync([.. numbers.Select(number => Write(number, Start(Id(first + Count + number))))]);
            await WrittenAsync([.. numbers.Select(number => Write(number, Start(Id(first + (2 * Count) + number))))]);

            // Each batch has the services in an order of its own.
            await Task.WhenAll(
                SendAsync(numbers.Take(6), number => End(first + number)),
                SendAsync(numbers.Skip(6).Reverse(), number => End(first + number)),
                SendAsync(numbers.Where(number => number % 2 == 0).Reverse(), number => Take(first + number, Count)),
                SendAsync(numbers.Where(number => number % 2 == 1), number => Take(first + number, Count)),
                SendAsync(numbers.Where(number => number % 3 == 0).Reverse(), number => Take(first + number, 2 * Count)),
                SendAsync(numbers.Where(number => number % 3 != 0), number => Take(first + number, 2 * Count)));

            foreach (var number in numbers)
            {
                var held = await Services.ListResourcesAsync(
                    new ResourceQuery(9) { Service = Name(first + number) }, default);
                var service = await Services.FindAsync(Name(first + number), default);
                Assert.Equal(2, held.Count);
                Assert.Equal(
                    (ServiceState.TeardownIncomplete, null), (service!.State, service.EndTime));
            }
        }
    }

    private static string Name(int number) => $"s-{number:0000}";

    private static ServiceEntry Of(int number) => Service(Name(number), activation: number);

    private static Transition End(int number) =>
        Completed(Id(number), 3) with { Service = Ended(Name(number), number) };

    private static Transition Take(int number, int child) => Step(Id(number + child), 3) with
    {
        Ledger = [Held(Port(Name(number), $"r1/{child}", number + child))],
    };

    private Task<IReadOnlyList<WriteResult>> SendAsync(IEnumerable<int> numbers, Func<int, Transition> transition) =>
        Task.Run(() => Journal.WriteAsync(
            [.. numbers.Select(number => new ShardOutput.Write(number, [transition(number)]))], default));
}
