using Orchestrator.Core.Sagas;
using Orchestrator.Engine.Ports;
using static Orchestrator.Tests.Conformance.Journal.Facts;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>Uniqueness: each write whole or not at all, and no write because of another's conflict.</summary>
public abstract class JournalConflicts(Func<Task<JournalHost>> newHost) : JournalConformance(newHost)
{
    [Fact]
    public async Task A_request_starts_one_activation_and_its_repetition_is_told_which()
    {
        await WrittenAsync(Write(1, Start(Id(1), Order("r-1"))));

        var results = await WriteAsync(Write(2, Start(Id(2), Order("r-1"))), Write(3, Start(Id(3))));

        Assert.Equal([$"2 refused: {Id(2)} repeats {Id(1)}", "3 written"], results);
        Assert.Null(await ReadAsync(Id(2)));
        Assert.Equal([Id(3), Id(1)], await ListAsync(new(9)));
        Assert.Equal(
            new StartedBy(Id(1), "hash of r-1"), await Journal.FindRequestAsync("order-system", "r-1", default));
        Assert.Null(await Journal.FindRequestAsync("order-system", "r-2", default));
    }

    [Fact]
    public async Task The_first_of_two_equal_requests_in_one_batch_starts_an_activation()
    {
        var results = await WriteAsync(Write(1, Start(Id(1), Order("r-1"))), Write(2, Start(Id(2), Order("r-1"))));

        Assert.Equal(["1 written", $"2 refused: {Id(2)} repeats {Id(1)}"], results);
    }

    [Fact]
    public async Task Request_ids_are_unique_per_caller_and_absent_ones_are_not_unique()
    {
        await WrittenAsync(
            Write(1, Start(Id(1), Order("bc", caller: "a"))),
            Write(2, Start(Id(2), Order("c", caller: "ab"))),
            Write(3, Start(Id(3), Order(""))),
            Write(4, Start(Id(4), Order(""))));

        Assert.Equal(Id(2), (await Journal.FindRequestAsync("ab", "c", default))!.Activation);
    }

    [Fact]
    public async Task At_most_one_activation_occupies_a_service()
    {
        await WrittenAsync(Write(1, Start(Id(1), "s-1")));

        var results = await WriteAsync(
            Write(2, Start(Id(2), "s-1")), Write(3, Start(Id(3), "s-2")), Write(4, Queued(Id(4), "s-1")));

        Assert.Equal([$"2 refused: {Id(2)} because of {Id(1)}", "3 written", "4 written"], results);
        Assert.Null(await ReadAsync(Id(2)));
        Assert.Null(await Journal.FindRequestAsync("order-system", $"request-{Id(2)}", default));
    }

    [Fact]
    public async Task The_first_of_two_starts_for_a_service_in_one_batch_gets_it()
    {
        var results = await WriteAsync(
            Write(1, Start(Id(1), "s-1")), Write(2, Start(Id(2), "s-1")), Write(3, Start(Id(3), "s-1")));

        Assert.Equal(
            ["1 written", $"2 refused: {Id(2)} because of {Id(1)}", $"3 refused: {Id(3)} because of {Id(1)}"], results);
    }

    [Fact]
    public async Task A_request_that_repeats_and_finds_its_service_occupied_is_a_repetition()
    {
        await WrittenAsync(Write(1, Start(Id(1), Order("r-1") with { Service = "s-1" })));

        var results = await WriteAsync(Write(2, Start(Id(2), Order("r-1") with { Service = "s-1" })));

        Assert.Equal([$"2 refused: {Id(2)} repeats {Id(1)}"], results);
    }

    [Theory]
    [InlineData(ActivationState.Completed)]
    [InlineData(ActivationState.RolledBack)]
    [InlineData(ActivationState.Cancelled)]
    [InlineData(ActivationState.Abandoned)]
    public async Task A_finished_activation_occupies_nothing(ActivationState end)
    {
        await WrittenAsync(Write(1, Start(Id(1), "s-1")));
        await WrittenAsync(Write(2, Entry(Id(1), 3, end)));

        await WrittenAsync(Write(3, Start(Id(2), "s-1")));

        Assert.Equal([Id(1)], await ListAsync(new(9) { States = [end] }));
    }

    [Fact]
    public async Task An_activation_gives_its_service_to_another_in_one_write_whichever_is_named_first()
    {
        await WrittenAsync(
            Write(1, Start(Id(1), "s-1")), Write(2, Queued(Id(2), "s-1")), Write(3, Queued(Id(3), "s-1")));

        await WrittenAsync(Write(4, Completed(Id(1), 3), Entry(Id(2), 3, ActivationState.Running, "s-1", Wake.Now)));
        await WrittenAsync(Write(
            5, Entry(Id(3), 3, ActivationState.Running, "s-1", Wake.Now), Entry(Id(2), 4, ActivationState.Abandoned)));

        Assert.Equal([$"6 refused: {Id(4)} because of {Id(3)}"], await WriteAsync(Write(6, Start(Id(4), "s-1"))));
    }

    [Fact]
    public async Task A_service_that_one_write_gives_free_is_there_for_the_next_in_the_same_batch()
    {
        await WrittenAsync(Write(1, Start(Id(1), "s-1")));

        await WrittenAsync(Write(2, Completed(Id(1), 3)), Write(3, Start(Id(2), "s-1")));
    }

    [Fact]
    public async Task A_finished_activation_is_not_opened_again_while_another_has_its_service_and_the_write_is_refused_whole()
    {
        await WrittenAsync(Write(1, Start(Id(1), "s-1")), Write(2, Start(Id(5))));
        await WrittenAsync(Write(3, Completed(Id(1), 3)));
        await WrittenAsync(Write(4, Start(Id(2), "s-1")));

        var results = await WriteAsync(
            Write(5, Step(Id(5), 3), Entry(Id(1), 4, ActivationState.RollingBack, "s-1", Wake.Now)),
            Write(6, Start(Id(3))),
            Write(7, Step(Id(2), 3)));

        Assert.Equal([$"5 refused: {Id(1)} because of {Id(2)}", "6 written", "7 written"], results);
        Assert.Equal([2L, 3L], await SequencesAsync(Id(1)));
        Assert.Equal([2L], await SequencesAsync(Id(5)));
        Assert.Equal([Id(1)], await ListAsync(new(9) { States = [ActivationState.Completed] }));
    }

    [Fact]
    public async Task A_start_that_is_refused_takes_the_rest_of_its_write_with_it()
    {
        await WrittenAsync(Write(1, Start(Id(1), Order("r-1"))), Write(2, Start(Id(2), "s-1")));

        var results = await WriteAsync(
            Write(3, Completed(Id(2), 3), Start(Id(3), Order("r-1"))), Write(4, Start(Id(4), "s-1")));

        Assert.Equal([$"3 refused: {Id(3)} repeats {Id(1)}", $"4 refused: {Id(4)} because of {Id(2)}"], results);
        Assert.Equal([2L], await SequencesAsync(Id(2)));
    }

    [Fact]
    public async Task Every_request_that_several_writers_send_at_once_starts_one_activation()
    {
        const int Writers = 6, Requests = 60;
        var batches = Enumerable.Range(0, Writers).Select(writer => Enumerable.Range(0, Requests)
            .Select(request => (writer % 2 == 0 ? request : Requests - 1 - request))
            .Select(request => Write(
                request, Start(Id((request * Writers) + writer, shard: writer), Order($"r-{request}") with
                {
                    Service = $"s-{request}",
                })))
            .ToArray());

        var results = await Task.WhenAll(batches.Select(batch => Task.Run(() => Journal.WriteAsync(batch, default))));

        var winners = results.SelectMany((batch, writer) => batch.Where(result => result.Refused is null)
            .Select(result => (Request: result.Number, Activation: Id(((int)result.Number * Writers) + writer, shard: writer)))).ToArray();
        Assert.Equal(
            Enumerable.Range(0, Requests).Select(request => (long)request),
            winners.Select(winner => winner.Request).Order());
        Assert.Equal(
            winners.Select(winner => winner.Activation).Order(), await ListAsync(new(1000) { OldestFirst = true }));
        Assert.All(
            results.SelectMany(batch => batch).Where(result => result.Refused is not null),
            result => Assert.Contains((result.Number, result.Refused!.Because), winners));
    }
}
