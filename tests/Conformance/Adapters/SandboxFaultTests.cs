using Orchestrator.Adapters;

namespace Orchestrator.Tests.Conformance.Adapters;

public sealed class SandboxFaultTests : IDisposable
{
    private const string Reserve = "network.reserve-port";
    private const string Input = """{ "device": "access-1", "port": 1, "customer": "c1" }""";
    private const string Key = "activations/1/reserve/do";

    private readonly TemporarySandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("fail-once", 1)]
    [InlineData("fail-twice", 2)]
    [InlineData("fail-5", 5)]
    public async Task Asked_to_fail_n_times_it_fails_n_times_for_each_key_and_then_works(string fault, int times)
    {
        foreach (var key in new[] { Key, "activations/2/reserve/do" })
        {
            for (var i = 0; i < times; i++)
            {
                var failed = Assert.IsType<Answer.Retryable>(await ReserveAnyAsync(key, fault));
                Assert.Equal("DEVICE_BUSY", failed.Code);
                Assert.IsType<ReadAnswer.NotDone>(await _sandbox.ReadAsync(Reserve, key));
            }

            Assert.IsType<Answer.Succeeded>(await ReserveAnyAsync(key, fault));
        }
    }

    [Fact]
    public async Task What_is_counted_is_still_counted_after_a_restart()
    {
        Assert.IsType<Answer.Retryable>(await ReserveAnyAsync(Key, "fail-twice"));
        _sandbox.Crash();
        Assert.IsType<Answer.Retryable>(await ReserveAnyAsync(Key, "fail-twice"));
        _sandbox.Crash();

        Assert.IsType<Answer.Succeeded>(await ReserveAnyAsync(Key, "fail-twice"));
    }

    [Fact]
    public async Task Asked_to_fail_it_fails_for_good_every_time()
    {
        for (var i = 0; i < 3; i++)
        {
            var failed = Assert.IsType<Answer.Permanent>(await ReserveAnyAsync(Key, "fail"));
            Assert.Equal("DEVICE_FAULT", failed.Code);
        }

        Assert.IsType<ReadAnswer.NotDone>(await _sandbox.ReadAsync(Reserve, Key, "fail"));
    }

    [Theory]
    [InlineData("unknown", 0)]
    [InlineData("unknown-done", 1)]
    public async Task Asked_to_stay_unknown_it_stays_unknown_and_undoing_restores_the_world_all_the_same(
        string fault, int applied)
    {
        var world = _sandbox.Dump();
        for (var i = 0; i < 2; i++)
        {
            Assert.IsType<Answer.Unknown>(await ReserveAnyAsync(Key, fault));
            Assert.IsType<ReadAnswer.StillUnknown>(await _sandbox.ReadAsync(Reserve, Key, fault));
        }

        Assert.Equal(applied, _sandbox.Calls().Single().Applied);
        Assert.IsType<Answer.Succeeded>(
            await _sandbox.ExecuteAsync("network.release-port", Input, "activations/1/reserve/undo", undoes: Key));
        Assert.Equal(world, _sandbox.Dump());
    }

    [Fact]
    public async Task A_call_that_hangs_hangs_once_also_across_a_restart()
    {
        using var timeout = new CancellationTokenSource();
        var call = TemporarySandbox.Call("reserve-port", Input, Key, fault: "hang");
        var hanging = _sandbox.Adapters["network"].ExecuteAsync(call, timeout.Token);
        await _sandbox.ReadAsync(Reserve, "activations/2/reserve/do");
        Assert.IsType<ReadAnswer.StillUnknown>(await _sandbox.ReadAsync(Reserve, Key));
        _sandbox.Crash();

        Assert.IsType<ReadAnswer.NotDone>(await _sandbox.ReadAsync(Reserve, Key));
        Assert.IsType<Answer.Succeeded>(await ReserveAnyAsync(Key, "hang"));

        await timeout.CancelAsync();
        Assert.IsType<Answer.Unknown>(await hanging);
    }

    [Fact]
    public async Task A_label_that_names_the_adapter_wins_over_one_that_does_not_and_over_the_configuration()
    {
        using var configured = new TemporarySandbox(options => options with
        {
            Faults = new Dictionary<string, string> { [Reserve] = "fail" },
        });
        var call = TemporarySandbox.Call("reserve-port", Input, Key) with
        {
            Labels = new Dictionary<string, string>
            {
                ["sandbox.reserve-port"] = "lose-call",
                ["sandbox.network.reserve-port"] = "fail-once",
                ["sandbox.mail.reserve-port"] = "hang",
            },
        };

        var byLabel = await configured.Adapters["network"].ExecuteAsync(call, CancellationToken.None);
        var byConfiguration = await configured.ExecuteAsync(Reserve, Input, "activations/2/reserve/do");

        Assert.IsType<Answer.Retryable>(byLabel);
        Assert.IsType<Answer.Permanent>(byConfiguration);
    }

    [Fact]
    public async Task A_label_with_a_fault_that_there_is_not_is_refused_and_names_those_there_are()
    {
        var answer = Assert.IsType<Answer.Permanent>(await ReserveAnyAsync(Key, "fail-never"));

        Assert.Equal(
            new Answer.Permanent(
                "UNKNOWN_FAULT",
                "The order's label 'sandbox.reserve-port' cannot be met: 'fail-never' is not a fault of the sandbox. "
                + "There are fail, fail-once, fail-twice, fail-<n>, lose-answer, lose-call, hang, unknown, "
                + "unknown-done and slow-<ms>, with numbers from 1."),
            answer);
    }

    [Fact]
    public async Task A_slow_call_waits_for_the_clock_before_it_acts_and_reads_as_unknown_until_then()
    {
        var clock = new HeldClock();
        using var slow = new TemporarySandbox(options => options with { Clock = clock });
        var world = slow.Dump();

        var answer = slow.ExecuteAsync(Reserve, Input, Key, fault: "slow-250");
        var read = await slow.ReadAsync(Reserve, Key);
        Assert.Equal(world, slow.Dump());
        Assert.False(answer.IsCompleted);

        Assert.Equal([TimeSpan.FromMilliseconds(250)], clock.Release());
        Assert.IsType<ReadAnswer.StillUnknown>(read);
        Assert.IsType<Answer.Succeeded>(await answer);
    }

    [Fact]
    public async Task Latency_lies_within_its_bounds()
    {
        var clock = new HeldClock();
        using var slow = new TemporarySandbox(options => options with
        {
            Clock = clock,
            LatencyMin = TimeSpan.FromMilliseconds(5),
            LatencyMax = TimeSpan.FromMilliseconds(20),
        });

        var calls = Enumerable.Range(1, 20).Select(i => slow.ExecuteAsync(
            Reserve, """{ "device": "lab-1", "customer": "c1" }""", $"activations/{i}/reserve/do")).ToList();
        var delays = clock.Release();
        await Task.WhenAll(calls);

        Assert.Equal(20, delays.Count);
        Assert.All(delays, delay => Assert.InRange(delay.TotalMilliseconds, 5, 20));
        Assert.True(delays.Distinct().Count() > 1);
    }

    private Task<Answer> ReserveAnyAsync(string key, string fault) =>
        _sandbox.ExecuteAsync(Reserve, """{ "device": "access-1", "customer": "c1" }""", key, fault: fault);
}
