using Orchestrator.Adapters;

namespace Orchestrator.Tests.Conformance.Adapters;

/// <summary>What the sandbox chooses where the order leaves it open.</summary>
public sealed class SandboxChoiceTests : IDisposable
{
    private readonly TemporarySandbox _sandbox = new();
    private int _keys;

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_port_that_is_not_named_is_the_next_one_then_the_lowest_gap_and_then_none()
    {
        Assert.Equal(1, await ReserveAsync());
        Assert.Equal(2, await ReserveAsync());
        Assert.Equal(3, await ReserveAsync());
        Assert.Equal(48, await ReserveAsync(48));
        await SucceedAsync("network.release-port", """{ "device": "access-1", "port": 1 }""");
        await SucceedAsync("network.release-port", """{ "device": "access-1", "port": 3 }""");

        Assert.Equal(1, await ReserveAsync());
        Assert.Equal(3, await ReserveAsync());
        for (var port = 4; port <= 47; port++) Assert.Equal(port, await ReserveAsync());

        var any = """{ "device": "access-1", "customer": "c1" }""";
        var full = await _sandbox.ExecuteAsync("network.reserve-port", any, "x/do");
        Assert.Equal("NO_FREE_PORT", Assert.IsType<Answer.Permanent>(full).Code);
    }

    [Fact]
    public async Task A_vlan_that_is_not_named_is_the_ports_own_or_a_free_one()
    {
        await ReserveAsync(1);
        await ReserveAsync(2);

        Assert.Equal(2, await ConfigureAsync(1));
        Assert.Equal(3, await ConfigureAsync(2));
        Assert.Equal(2, await ConfigureAsync(1));
    }

    [Fact]
    public async Task Numbers_that_are_not_named_come_from_the_pool_in_order()
    {
        var first = await SucceedAsync("phone.reserve-number", """{ "customer": "c1" }""");
        var second = await SucceedAsync("phone.reserve-number", """{ "customer": "c1" }""");

        Assert.Equal("""{"number":"+999100000000","customer":"c1"}""", first.Output.ToString());
        Assert.Equal("""{"number":"+999100000001","customer":"c1"}""", second.Output.ToString());
    }

    private async Task<int> ReserveAsync(int? port = null)
    {
        var input = port is null
            ? """{ "device": "access-1", "customer": "c1" }"""
            : $$"""{ "device": "access-1", "port": {{port}}, "customer": "c1" }""";
        return (await SucceedAsync("network.reserve-port", input)).Output!.Value.GetProperty("port").GetInt32();
    }

    private async Task<int> ConfigureAsync(int port)
    {
        var input = $$"""{ "device": "access-1", "port": {{port}}, "downMbps": 10, "upMbps": 10 }""";
        return (await SucceedAsync("network.configure-service", input)).Output!.Value.GetProperty("vlan").GetInt32();
    }

    private async Task<Answer.Succeeded> SucceedAsync(string operation, string input) =>
        Assert.IsType<Answer.Succeeded>(await _sandbox.ExecuteAsync(operation, input, $"{++_keys}/do"));
}
