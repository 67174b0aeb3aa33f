using System.Collections.Concurrent;
using Orchestrator.Adapters;

namespace Orchestrator.Tests.Conformance.Adapters;

/// <summary>A killed process is a world that is left open and never closed.</summary>
public sealed class SandboxCrashTests : IDisposable
{
    private readonly TemporarySandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task What_was_answered_is_in_the_file()
    {
        var input = """{ "device": "access-1", "customer": "c1" }""";
        var before = Assert.IsType<Answer.Succeeded>(
            await _sandbox.ExecuteAsync("network.reserve-port", input, "a/do"));

        _sandbox.Crash();

        var again = Assert.IsType<Answer.Succeeded>(
            await _sandbox.ExecuteAsync("network.reserve-port", input, "a/do", attempt: 2));
        Assert.Equal(before.Output.ToString(), again.Output.ToString());
        var call = Assert.Single(_sandbox.Calls());
        Assert.Equal(("a/do", 2, 1), (call.Key, call.Called, call.Applied));
    }

    [Fact]
    public async Task Crashed_in_the_middle_of_many_calls_each_has_its_effect_once_when_all_are_called_again()
    {
        var answered = new ConcurrentDictionary<string, string>();
        var enough = new TaskCompletionSource();
        var load = Enumerable.Range(0, 300).Select(i => Task.Run(async () =>
        {
            if (await ReserveAsync(i) is Answer.Succeeded succeeded) answered[Key(i)] = succeeded.Output.ToString()!;
            if (answered.Count >= 100) enough.TrySetResult();
        })).ToList();
        await enough.Task;
        var survivors = answered.ToArray(); // Its own: a moment of it, while others still write.

        _sandbox.Crash();

        foreach (var (key, _) in survivors)
        {
            Assert.IsType<ReadAnswer.Done>(await _sandbox.ReadAsync("network.reserve-port", key));
        }

        var again = await Task.WhenAll(Enumerable.Range(0, 300).Select(ReserveAsync));
        await Task.WhenAll(load);
        Assert.All(again, answer => Assert.IsType<Answer.Succeeded>(answer));
        Assert.All(survivors, pair => Assert.Equal(pair.Value, OutputOf(pair.Key)));
        Assert.All(_sandbox.Calls(), call => Assert.Equal(1, call.Applied));
        Assert.Equal(Enumerable.Range(1, 300).Select(i => (long?)i), _sandbox.Calls().Select(call => call.Number));
        Assert.Contains("ports (300)\n", _sandbox.Dump(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_a_killed_process_left_behind_prints_and_opens_as_it_was()
    {
        using var left = new TemporarySandbox();
        await _sandbox.ExecuteAsync("mail.create-mailbox", """{ "address": "ada@example.com" }""", "a/do");
        var world = _sandbox.Dump(calls: true);
        left.Adapters.Dispose();

        // What a kill leaves: the file, and its log that is not yet written into it. The shared memory is gone.
        File.Copy(_sandbox.File, left.File, overwrite: true);
        File.Copy(_sandbox.File + "-wal", left.File + "-wal", overwrite: true);

        Assert.Equal(world, left.Dump(calls: true));
        left.Crash();
        Assert.Equal(world, left.Dump(calls: true));
    }

    [Fact]
    public async Task A_world_that_was_closed_and_opened_again_is_the_same()
    {
        using var folder = new TemporarySandbox();
        await folder.ExecuteAsync("mail.create-mailbox", """{ "address": "ada@example.com" }""", "a/do");
        var world = folder.Dump(calls: true);

        folder.Adapters.Dispose();
        Assert.Equal(world, folder.Dump(calls: true));
        folder.Crash();

        Assert.Equal(world, folder.Dump(calls: true));
    }

    [Fact]
    public async Task What_arrived_before_the_world_is_closed_is_answered()
    {
        var calls = Enumerable.Range(0, 50).Select(ReserveAsync).ToList();

        _sandbox.Adapters.Dispose();

        Assert.All(await Task.WhenAll(calls), answer => Assert.IsType<Answer.Succeeded>(answer));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => ReserveAsync(51));
    }

    private static string Key(int i) => $"activations/{i}/reserve/do";

    private Task<Answer> ReserveAsync(int i) =>
        _sandbox.ExecuteAsync("network.reserve-port", """{ "device": "lab-1", "customer": "c1" }""", Key(i));

    private string? OutputOf(string key) => _sandbox.Calls().Single(call => call.Key == key).Output;
}
