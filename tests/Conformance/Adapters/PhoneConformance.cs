using Orchestrator.TestKit;

namespace Orchestrator.Tests.Conformance.Adapters;

public sealed class Phone_reserve_number() : ReversibleAdapterConformance(new SandboxTrial("phone"))
{
    protected override string Operation => "reserve-number";

    protected override IEnumerable<(string Operation, string Input)> Before =>
        [("reserve-number", """{ "customer": "other", "number": "+999100000007" }""")];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "number": "+999100000001" }"""),
        ("NUMBER_INVALID", """{ "customer": "c1", "number": "0123456" }"""),
        ("NUMBER_NOT_OURS", """{ "customer": "c1", "number": "+4930123456" }"""),
        ("NUMBER_TAKEN", """{ "customer": "c1", "number": "+999100000007" }"""),
    ];

    protected override string Input(int number) => $$"""{ "customer": "c{{number}}" }""";
}

public sealed class Phone_release_number() : ReversibleAdapterConformance(new SandboxTrial("phone"))
{
    protected override string Operation => "release-number";

    protected override IEnumerable<(string Operation, string Input)> Before =>
    [
        ("reserve-number", """{ "customer": "c1", "number": "+999100000000" }"""),
        ("reserve-number", """{ "customer": "c1", "number": "+999100000001" }"""),
        ("port-number", """{ "customer": "c1", "number": "+4930123452", "authorisationCode": "1234" }"""),
        ("reserve-number", """{ "customer": "c1", "number": "+999100000009" }"""),
        ("create-trunk", """{ "customer": "c1", "channels": 2, "numbers": ["+999100000009"] }"""),
    ];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "customer": "c1" }"""),
        ("NUMBER_INVALID", """{ "number": "+" }"""),
        ("NUMBER_OF_OTHER_CUSTOMER", """{ "customer": "c2", "number": "+999100000000" }"""),
        ("NUMBER_IN_USE", """{ "number": "+999100000009" }"""),
    ];

    protected override string Input(int number) =>
        $$"""{ "number": "{{(number == 2 ? "+4930123452" : $"+99910000000{number}")}}" }""";
}

public sealed class Phone_port_number() : AdapterConformance(new SandboxTrial("phone"))
{
    protected override string Operation => "port-number";

    protected override IEnumerable<(string Operation, string Input)> Before =>
        [("port-number", """{ "customer": "other", "number": "+4930999999", "authorisationCode": "1234" }""")];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "customer": "c1", "number": "+4930123456" }"""),
        ("NUMBER_INVALID", """{ "customer": "c1", "number": "4930123456", "authorisationCode": "1234" }"""),
        ("NUMBER_IS_OURS", """{ "customer": "c1", "number": "+999100000000", "authorisationCode": "1234" }"""),
        ("NUMBER_TAKEN", """{ "customer": "c1", "number": "+4930999999", "authorisationCode": "1234" }"""),
        ("PORTING_REFUSED", """{ "customer": "c1", "number": "+4930123456", "authorisationCode": "wrong" }"""),
    ];

    protected override string Input(int number) =>
        $$"""{ "customer": "c1", "number": "+493012345{{number}}", "authorisationCode": "1234" }""";
}

public sealed class Phone_create_trunk() : ReversibleAdapterConformance(new SandboxTrial("phone"))
{
    protected override string Operation => "create-trunk";

    protected override IEnumerable<(string Operation, string Input)> Before =>
    [
        ("reserve-number", """{ "customer": "c1", "number": "+999100000000" }"""),
        ("reserve-number", """{ "customer": "c1", "number": "+999100000001" }"""),
        ("reserve-number", """{ "customer": "c1", "number": "+999100000002" }"""),
        ("reserve-number", """{ "customer": "c1", "number": "+999100000009" }"""),
        ("create-trunk", """{ "customer": "c1", "channels": 2, "numbers": ["+999100000009"] }"""),
    ];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "customer": "c2", "channels": 0, "numbers": [] }"""),
        ("INVALID_INPUT", """{ "customer": "c2", "channels": 2 }"""),
        ("INVALID_INPUT", """{ "customer": "c2", "channels": 2, "numbers": "+999100000000" }"""),
        ("INVALID_INPUT", """{ "customer": "c2", "channels": 2, "numbers": [1] }"""),
        ("TRUNK_EXISTS", """{ "customer": "c1", "channels": 2, "numbers": [] }"""),
        ("UNKNOWN_NUMBER", """{ "customer": "c2", "channels": 2, "numbers": ["+999100000008"] }"""),
        ("NUMBER_OF_OTHER_CUSTOMER", """{ "customer": "c2", "channels": 2, "numbers": ["+999100000000"] }"""),
        ("NUMBER_IN_USE", """{ "customer": "c1", "trunk": "two", "channels": 2, "numbers": ["+999100000009"] }"""),
    ];

    protected override string Input(int number) =>
        $$"""{ "customer": "c1", "trunk": "t{{number}}", "channels": 8, "numbers": ["+99910000000{{number}}"] }""";
}

public sealed class Phone_delete_trunk() : ReversibleAdapterConformance(new SandboxTrial("phone"))
{
    protected override string Operation => "delete-trunk";

    protected override IEnumerable<(string Operation, string Input)> Before =>
    [
        ("reserve-number", """{ "customer": "c0", "number": "+999100000000" }"""),
        ("create-trunk", """{ "customer": "c0", "channels": 2, "numbers": ["+999100000000"] }"""),
        ("create-trunk", """{ "customer": "c1", "channels": 2, "numbers": [] }"""),
        ("create-trunk", """{ "customer": "c2", "channels": 2, "numbers": [] }"""),
    ];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ }"""),
        ("INVALID_INPUT", """{ "trunk": 7 }"""),
    ];

    protected override string Input(int number) => $$"""{ "trunk": "trunk-c{{number}}", "customer": "c{{number}}" }""";
}
