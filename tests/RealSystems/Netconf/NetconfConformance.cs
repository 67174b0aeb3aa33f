using System.Text.Json;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.RealSystems.Netconf;

public sealed class Netconf_configure_line(NetconfDevice device)
    : ReversibleAdapterConformance(new NetconfTrial(device)), IClassFixture<NetconfDevice>
{
    protected override string Operation => "configure-line";

    protected override IEnumerable<(string Operation, string Input)> Before =>
    [
        ("configure-line", """{ "device": "a1", "port": 99, "vlan": 99, "downMbps": 1, "upMbps": 1 }"""),
        ("configure-line", """{ "device": "a1", "port": 1, "vlan": 44, "downMbps": 5, "upMbps": 5, "text": "old" }"""),
    ];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "device": "a1", "port": 7 }"""),
        ("INVALID_VALUE", """{ "device": "a1", "port": 7, "vlan": 5000, "downMbps": 100, "upMbps": 20 }"""),
        ("OPERATION_FAILED", """{ "device": "a1", "port": 7, "vlan": 99, "downMbps": 100, "upMbps": 20 }"""),
    ];

    protected override IEnumerable<string> Secrets => ["hush"];

    protected override string Input(int number) =>
        $$"""
        { "device": "a1", "port": {{number}}, "vlan": {{number + 100}}, "downMbps": 100, "upMbps": 20,
          "text": "hush<&\"'>" }
        """;
}

public sealed class Netconf_remove_line(NetconfDevice device)
    : ReversibleAdapterConformance(new NetconfTrial(device)), IClassFixture<NetconfDevice>
{
    protected override string Operation => "remove-line";

    protected override IEnumerable<(string Operation, string Input)> Before =>
    [
        ("configure-line", """{ "device": "a1", "port": 0, "vlan": 10, "downMbps": 100, "upMbps": 20 }"""),
        ("configure-line", """{ "device": "a1", "port": 1, "vlan": 11, "downMbps": 100, "upMbps": 20 }"""),
        ("configure-line", """{ "device": "a1", "port": 2, "vlan": 12, "downMbps": 100, "upMbps": 20 }"""),
    ];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "device": "a1" }"""),
        ("DATA_MISSING", """{ "device": "a1", "port": 7 }"""),
    ];

    protected override string Input(int number) => $$"""{ "device": "a1", "port": {{number}} }""";
}

public sealed class Netconf_edit(NetconfDevice device)
    : ReversibleAdapterConformance(new NetconfTrial(device, isDeclared: false)), IClassFixture<NetconfDevice>
{
    private const string Template =
        """
        <lines xmlns="urn:example:access-lines"><line><device>b1</device><port>PORT</port>
          <tag>${parameters.tag}</tag><filter><name>f</name><action>drop</action></filter><alarm/></line></lines>
        """;

    protected override string Operation => "edit";

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "template": "<lines" }"""),
        ("INVALID_INPUT", """{ "template": "../userkey" }"""),
        ("UNKNOWN_ELEMENT", """{ "template": "<lines xmlns='urn:example:access-lines'><speed>1</speed></lines>" }"""),
    ];

    protected override string Input(int number) =>
        $$"""
        { "template": {{JsonSerializer.Serialize(Template.Replace("PORT", $"{number}", StringComparison.Ordinal))}},
          "parameters": { "tag": "gold {{number}}" },
          "keys": { "line": ["device", "port"], "filter": ["name"], "tag": [] } }
        """;
}
