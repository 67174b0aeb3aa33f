using Orchestrator.Adapters;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.Conformance.Adapters;

public sealed class SandboxOptionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("sandbox");

    public void Dispose() => _folder.Dispose();

    private SandboxOptions Options => new() { File = Path.Combine(_folder.Path, "new", "world.db") };

    [Theory]
    [InlineData("network.reserve-port", "fail-0", "Faults:network.reserve-port is wrong: 'fail-0' is not a fault")]
    [InlineData("network.reserve-port", "FAIL", "Faults:network.reserve-port is wrong: 'FAIL' is not a fault")]
    [InlineData("reserve-port", "slow-", "Faults:reserve-port is wrong: 'slow-' is not a fault")]
    [InlineData("network.send", "fail", "Faults:network.send names no operation.")]
    [InlineData("reserve-prot", "fail", "Faults:reserve-prot names no operation.")]
    public void A_wrong_fault_is_refused_and_named_before_anything_is_made(string place, string fault, string expected)
    {
        var options = Options with { Faults = new Dictionary<string, string> { [place] = fault } };

        var refused = Assert.Throws<ArgumentException>(() => SandboxAdapters.Create(options));

        Assert.StartsWith($"The sandbox's setting {expected}", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_latency_that_is_no_range_is_refused()
    {
        var options = Options with { LatencyMin = TimeSpan.FromSeconds(2), LatencyMax = TimeSpan.FromSeconds(1) };

        var refused = Assert.Throws<ArgumentException>(() => SandboxAdapters.Create(options));

        Assert.Equal(
            "The sandbox's settings LatencyMin (00:00:02) and LatencyMax (00:00:01) are no range.",
            refused.Message);
    }

    [Fact]
    public void A_file_that_is_no_sandbox_is_refused_and_left_alone()
    {
        var file = _folder.PathOf("notes.txt");
        File.WriteAllText(file, "These are notes of somebody, who wants them back just as they were before we came.");

        var options = Options with { File = file };
        var refused = Assert.Throws<InvalidOperationException>(() => SandboxAdapters.Create(options));

        Assert.StartsWith($"The sandbox's file '{file}' cannot be opened: ", refused.Message, StringComparison.Ordinal);
        Assert.StartsWith("These are notes", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_is_made_with_its_folder_and_all_adapters_are_there()
    {
        using var adapters = SandboxAdapters.Create(Options);

        Assert.True(File.Exists(Options.File));
        Assert.Equal(["billing", "mail", "network", "null", "phone"], adapters.Keys.Order());
        Assert.All(adapters, pair => Assert.Equal(pair.Key, pair.Value.Description.Name));
    }

    [Fact]
    public async Task Two_worlds_on_one_file_take_turns_and_a_key_has_one_effect_between_them()
    {
        using var here = SandboxAdapters.Create(Options);
        using var there = SandboxAdapters.Create(Options);
        var input = """{ "device": "lab-1", "customer": "c1" }""";

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() =>
        {
            var world = i % 2 == 0 ? here : there;
            var call = TemporarySandbox.Call("reserve-port", input, $"activations/{i / 2}/reserve/do");
            return world["network"].ExecuteAsync(call, CancellationToken.None);
        })));

        Assert.All(answers, answer => Assert.IsType<Answer.Succeeded>(answer));
        var calls = SandboxRecord.Read(Options.File);
        Assert.Equal(100, calls.Count);
        Assert.All(calls, call => Assert.Equal((2, 1), (call.Called, call.Applied)));
    }
}
