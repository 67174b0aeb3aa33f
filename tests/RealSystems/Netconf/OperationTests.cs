using Orchestrator.Adapters;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.RealSystems.Netconf;

/// <summary>What is read, what is called, and what devices without a candidate do.</summary>
public sealed class OperationTests(NetconfDevice device) : IClassFixture<NetconfDevice>
{
    [Fact]
    public async Task What_is_declared_is_read_out_of_what_the_device_has()
    {
        var adapter = NetconfTrial.Make(device, new MemoryRecords());
        await using var _ = (IAsyncDisposable)adapter;
        await device.View.EditAsync(
            "<lines xmlns='urn:example:access-lines'><line><device>r</device><port>1</port><vlan>9</vlan>"
                + "<tag>x</tag><tag>y</tag><filter><name>f</name></filter></line></lines>");

        var output = await adapter.SucceedAsync(Calls.New("show-line", """{ "device": "r", "port": 1 }"""));

        Assert.Equal("""{"vlan":9,"tags":["x","y"],"filters":1}""", output.GetRawText());
    }

    [Fact]
    public async Task What_is_not_declared_is_read_as_XML_and_a_call_that_is_refused_says_why()
    {
        var adapter = NetconfTrial.Make(device, new MemoryRecords(), isDeclared: false);
        await using var _ = (IAsyncDisposable)adapter;
        await device.View.EditAsync(
            "<lines xmlns='urn:example:access-lines'><contact><name>A &amp; B</name></contact></lines>");

        var output = await adapter.SucceedAsync(Calls.New(
            "get",
            """{ "datastore": "running", "filter": "<lines xmlns='urn:example:access-lines'><contact/></lines>" }"""));

        Assert.Equal(
            """<lines xmlns="urn:example:access-lines"><contact><name>A &amp; B</name></contact></lines>""",
            output.GetProperty("data").GetString());
        Assert.Equal(
            "INVALID_INPUT",
            Assert.IsType<Answer.Permanent>(
                await adapter.RunAsync(Calls.New("get", """{ "filter": "<lines" }"""))).Code);
    }

    [Fact]
    public async Task An_operation_of_the_device_is_called_once_for_each_key()
    {
        var adapter = NetconfTrial.Make(device, new MemoryRecords(), isDeclared: false);
        await using var _ = (IAsyncDisposable)adapter;
        var call = Calls.New("rpc", """
            { "rpc": "<get-config xmlns='urn:ietf:params:xml:ns:netconf:base:1.0'><${parameters.x}/></get-config>" }
            """);
        Assert.Equal("INVALID_INPUT", Assert.IsType<Answer.Permanent>(await adapter.RunAsync(call)).Code);
        var discard = Calls.New(
            "rpc", """{ "rpc": "<discard-changes xmlns='urn:ietf:params:xml:ns:netconf:base:1.0'/>" }""");

        var first = await adapter.SucceedAsync(discard);

        Assert.Contains("<ok ", first.GetProperty("reply").GetString(), StringComparison.Ordinal);
        Assert.Equal(first.GetRawText(), (await adapter.SucceedAsync(discard)).GetRawText());
        var unknown = Calls.New("rpc", """{ "rpc": "<make-coffee xmlns='urn:example:kitchen'/>" }""");
        Assert.Equal("UNKNOWN_NAMESPACE", Assert.IsType<Answer.Permanent>(await adapter.RunAsync(unknown)).Code);
    }
}

public sealed class Netconf_configure_line_on_running(RunningDevice device)
    : ReversibleAdapterConformance(new NetconfTrial(device)), IClassFixture<RunningDevice>
{
    protected override string Operation => "configure-line";

    protected override IEnumerable<(string Operation, string Input)> Before =>
        [("configure-line", """{ "device": "a1", "port": 99, "vlan": 99, "downMbps": 1, "upMbps": 1 }""")];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "device": "a1", "port": 7 }"""),
        ("INVALID_VALUE", """{ "device": "a1", "port": 7, "vlan": 5000, "downMbps": 100, "upMbps": 20 }"""),
    ];

    protected override string Input(int number) =>
        $$"""{ "device": "a1", "port": {{number}}, "vlan": {{number + 100}}, "downMbps": 100, "upMbps": 20 }""";
}
