using Orchestrator.TestKit;

namespace Orchestrator.Tests.Conformance.Adapters;

public sealed class Network_reserve_port() : ReversibleAdapterConformance(new SandboxTrial("network"))
{
    protected override string Operation => "reserve-port";

    protected override IEnumerable<(string Operation, string Input)> Before =>
        [("reserve-port", """{ "device": "access-1", "port": 48, "customer": "other" }""")];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "device": "access-1" }"""),
        ("INVALID_INPUT", """{ "device": "access-1", "customer": "" }"""),
        ("INVALID_INPUT", """{ "device": "access-1", "customer": "c1", "port": 1.5 }"""),
        ("UNKNOWN_DEVICE", """{ "device": "access-100", "customer": "c1" }"""),
        ("UNKNOWN_DEVICE", """{ "device": "access-01", "customer": "c1" }"""),
        ("UNKNOWN_PORT", """{ "device": "access-1", "customer": "c1", "port": 49 }"""),
        ("PORT_TAKEN", """{ "device": "access-1", "customer": "c1", "port": 48 }"""),
    ];

    protected override string Input(int number) => $$"""{ "device": "access-{{number + 1}}", "customer": "c1" }""";
}

public sealed class Network_release_port() : ReversibleAdapterConformance(new SandboxTrial("network"))
{
    protected override string Operation => "release-port";

    protected override IEnumerable<(string Operation, string Input)> Before =>
    [
        ("reserve-port", """{ "device": "access-1", "port": 1, "customer": "c1" }"""),
        ("reserve-port", """{ "device": "access-1", "port": 2, "customer": "c1" }"""),
        ("reserve-port", """{ "device": "access-1", "port": 3, "customer": "c1" }"""),
        ("reserve-port", """{ "device": "access-1", "port": 4, "customer": "c1" }"""),
        ("configure-service", """{ "device": "access-1", "port": 4, "downMbps": 100, "upMbps": 10 }"""),
    ];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "device": "access-1" }"""),
        ("UNKNOWN_DEVICE", """{ "device": "router", "port": 1 }"""),
        ("UNKNOWN_PORT", """{ "device": "access-1", "port": 49 }"""),
        ("PORT_OF_OTHER_CUSTOMER", """{ "device": "access-1", "port": 1, "customer": "c2" }"""),
        ("PORT_IN_USE", """{ "device": "access-1", "port": 4, "customer": "c1" }"""),
    ];

    protected override string Input(int number) => $$"""{ "device": "access-1", "port": {{number + 1}} }""";
}

public sealed class Network_configure_service() : ReversibleAdapterConformance(new SandboxTrial("network"))
{
    protected override string Operation => "configure-service";

    protected override IEnumerable<(string Operation, string Input)> Before =>
    [
        ("reserve-port", """{ "device": "access-1", "port": 1, "customer": "c1" }"""),
        ("reserve-port", """{ "device": "access-1", "port": 2, "customer": "c1" }"""),
        ("reserve-port", """{ "device": "access-1", "port": 3, "customer": "c1" }"""),
        ("configure-service", """{ "device": "access-1", "port": 1, "vlan": 99, "downMbps": 50, "upMbps": 5 }"""),
    ];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "device": "access-1", "port": 1, "downMbps": 100 }"""),
        ("INVALID_INPUT", """{ "device": "access-1", "port": 1, "downMbps": 100, "upMbps": 10, "vlan": 4095 }"""),
        ("UNKNOWN_PORT", """{ "device": "access-1", "port": 49, "downMbps": 100, "upMbps": 10 }"""),
        ("PORT_NOT_RESERVED", """{ "device": "access-1", "port": 9, "downMbps": 100, "upMbps": 10 }"""),
        ("SPEED_NOT_SUPPORTED", """{ "device": "access-1", "port": 1, "downMbps": 1001, "upMbps": 10 }"""),
        ("VLAN_TAKEN", """{ "device": "access-1", "port": 2, "downMbps": 100, "upMbps": 10, "vlan": 99 }"""),
    ];

    protected override string Input(int number) =>
        $$"""{ "device": "access-1", "port": {{number + 1}}, "vlan": {{number + 200}}, "downMbps": 9, "upMbps": 3 }""";
}

public sealed class Network_remove_service() : ReversibleAdapterConformance(new SandboxTrial("network"))
{
    protected override string Operation => "remove-service";

    protected override IEnumerable<(string Operation, string Input)> Before =>
    [
        ("reserve-port", """{ "device": "access-1", "port": 1, "customer": "c1" }"""),
        ("reserve-port", """{ "device": "access-1", "port": 2, "customer": "c1" }"""),
        ("reserve-port", """{ "device": "access-1", "port": 3, "customer": "c1" }"""),
        ("configure-service", """{ "device": "access-1", "port": 1, "downMbps": 50, "upMbps": 5 }"""),
        ("configure-service", """{ "device": "access-1", "port": 2, "downMbps": 50, "upMbps": 5 }"""),
        ("configure-service", """{ "device": "access-1", "port": 3, "downMbps": 50, "upMbps": 5 }"""),
    ];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "device": "access-1", "port": "one" }"""),
        ("UNKNOWN_DEVICE", """{ "device": "access-", "port": 1 }"""),
        ("UNKNOWN_PORT", """{ "device": "access-1", "port": 49 }"""),
    ];

    protected override string Input(int number) => $$"""{ "device": "access-1", "port": {{number + 1}} }""";
}

public sealed class Network_suspend_service() : ReversibleAdapterConformance(new SandboxTrial("network"))
{
    protected override string Operation => "suspend-service";

    protected override IEnumerable<(string Operation, string Input)> Before => Services;

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "device": "access-1" }"""),
        ("UNKNOWN_DEVICE", """{ "device": "router", "port": 1 }"""),
        ("UNKNOWN_PORT", """{ "device": "access-1", "port": 49 }"""),
        ("NO_SERVICE", """{ "device": "access-1", "port": 9 }"""),
    ];

    internal static IEnumerable<(string Operation, string Input)> Services =>
    [
        .. Enumerable.Range(1, 3).SelectMany(port => new (string, string)[]
        {
            ("reserve-port", $$"""{ "device": "access-1", "port": {{port}}, "customer": "c1" }"""),
            ("configure-service", $$"""{ "device": "access-1", "port": {{port}}, "downMbps": 50, "upMbps": 5 }"""),
        }),
    ];

    protected override string Input(int number) => $$"""{ "device": "access-1", "port": {{number + 1}} }""";
}

public sealed class Network_resume_service() : ReversibleAdapterConformance(new SandboxTrial("network"))
{
    protected override string Operation => "resume-service";

    protected override IEnumerable<(string Operation, string Input)> Before =>
    [
        .. Network_suspend_service.Services,
        .. Enumerable.Range(1, 3).Select(
            port => ("suspend-service", $$"""{ "device": "access-1", "port": {{port}} }""")),
    ];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "port": 1 }"""),
        ("NO_SERVICE", """{ "device": "access-1", "port": 9 }"""),
    ];

    protected override string Input(int number) => $$"""{ "device": "access-1", "port": {{number + 1}} }""";
}

public sealed class Network_check_port() : AdapterConformance(new SandboxTrial("network"))
{
    protected override string Operation => "check-port";

    protected override IEnumerable<(string Operation, string Input)> Before =>
    [
        ("reserve-port", """{ "device": "access-1", "port": 2, "customer": "c1" }"""),
        ("reserve-port", """{ "device": "access-1", "port": 3, "customer": "c1" }"""),
        ("configure-service", """{ "device": "access-1", "port": 3, "downMbps": 50, "upMbps": 5 }"""),
    ];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "device": 1, "port": 1 }"""),
        ("UNKNOWN_DEVICE", """{ "device": "lab-10000", "port": 1 }"""),
        ("UNKNOWN_PORT", """{ "device": "edge-9", "port": 49 }"""),
    ];

    protected override string Input(int number) => $$"""{ "device": "access-1", "port": {{number + 1}} }""";
}
