using Orchestrator.TestKit;

namespace Orchestrator.Tests.RealSystems.Exec;

public sealed class Exec_put_thing() : ReversibleAdapterConformance(new ExecTrial())
{
    protected override string Operation => "put-thing";

    protected override IEnumerable<(string Operation, string Input)> Before => [("put-thing", """{ "name": "taken" }""")];

    protected override IEnumerable<(string Code, string Input)> Refused =>
        [("INVALID_INPUT", "{ }"), ("THING_EXISTS", """{ "name": "taken" }""")];

    protected override string Input(int number) => $$"""{ "name": "thing {{number}} $(id) ; ü", "size": {{number}} }""";
}

public sealed class Exec_take_thing() : ReversibleAdapterConformance(new ExecTrial())
{
    protected override string Operation => "take-thing";

    protected override IEnumerable<(string Operation, string Input)> Before =>
        [.. Enumerable.Range(0, 3).Select(number => ("put-thing", $$"""{ "name": "t{{number}}", "size": {{number}} }"""))];

    protected override IEnumerable<(string Code, string Input)> Refused => [("INVALID_INPUT", "{ }")];

    protected override string Input(int number) => $$"""{ "name": "t{{number}}" }""";
}
