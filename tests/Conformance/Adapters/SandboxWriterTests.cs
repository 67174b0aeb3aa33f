using Microsoft.Data.Sqlite;
using Orchestrator.Adapters;

namespace Orchestrator.Tests.Conformance.Adapters;

/// <summary>The world's writer while another process holds the file.</summary>
public sealed class SandboxWriterTests : IDisposable
{
    private const string Port = """{ "device": "access-1", "customer": "c1" }""";

    private readonly TemporarySandbox _sandbox = new();
    private readonly SqliteConnection _other;

    public SandboxWriterTests()
    {
        _other = new SqliteConnection($"Data Source={_sandbox.File};Pooling=False");
        _other.Open();
    }

    public void Dispose()
    {
        _other.Dispose();
        _sandbox.Dispose();
    }

    [Fact]
    public async Task A_call_that_is_given_up_while_it_waits_for_the_writer_has_no_effect_ever()
    {
        using var timeout = new CancellationTokenSource();
        var world = _sandbox.Dump();
        Other("BEGIN IMMEDIATE");
        var call = TemporarySandbox.Call("reserve-port", Port, "a/do");
        var waiting = _sandbox.Adapters["network"].ExecuteAsync(call, timeout.Token);

        await timeout.CancelAsync();
        var answer = await waiting;
        Other("COMMIT");

        Assert.IsType<Answer.Unknown>(answer);
        Assert.IsType<ReadAnswer.NotDone>(await _sandbox.ReadAsync("network.reserve-port", "a/do"));
        Assert.Equal(world, _sandbox.Dump());
    }

    [Fact]
    public async Task A_call_that_breaks_does_not_break_those_that_shared_its_transaction()
    {
        Other("BEGIN IMMEDIATE");
        Other("DROP TABLE mailboxes");
        var first = _sandbox.ExecuteAsync("network.reserve-port", Port, "a/do");
        var before = _sandbox.ExecuteAsync("network.reserve-port", Port, "b/do");
        var broken = _sandbox.ExecuteAsync("mail.create-mailbox", """{ "address": "ada@example.com" }""", "c/do");
        var after = _sandbox.ExecuteAsync("network.reserve-port", Port, "d/do");
        Other("COMMIT");

        await Assert.ThrowsAsync<SqliteException>(() => broken);

        foreach (var call in new[] { first, before, after }) Assert.IsType<Answer.Succeeded>(await call);
        Assert.Equal(
            [("a/do", 1L, 1L), ("b/do", 1L, 1L), ("d/do", 1L, 1L)],
            _sandbox.Calls().Select(call => (call.Key, call.Called, call.Applied)));
    }

    [Fact]
    public async Task Nothing_is_answered_before_it_is_in_the_file()
    {
        Other("BEGIN IMMEDIATE");
        var calls = Enumerable.Range(0, 20)
            .Select(i => _sandbox.ExecuteAsync("network.reserve-port", Port, $"{i}/do"))
            .ToList();

        Assert.DoesNotContain(calls, call => call.IsCompleted);
        Other("COMMIT");

        var unseen = calls;
        while (unseen.Count > 0)
        {
            var answered = await Task.WhenAny(unseen);
            Assert.Contains($"{calls.IndexOf(answered)}/do", _sandbox.Calls().Select(call => call.Key));
            unseen = [.. unseen.Where(call => call != answered)];
        }
    }

    private void Other(string sql)
    {
        using var command = _other.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
