using Orchestrator.TestKit;

namespace Orchestrator.Tests.EndToEnd.Workers;

[Collection(nameof(WorkerTrial))]
public sealed class PythonWorker_issue_badge() : ReversibleAdapterConformance(new WorkerTrial())
{
    protected override string Operation => "issue-badge";

    protected override IEnumerable<(string Operation, string Input)> Before =>
        [("issue-badge", """{ "holder": "taken", "door": "lab" }""")];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ "holder": "Ada" }"""),
        ("INVALID_INPUT", """{ "holder": 7, "door": "lab" }"""),
        ("NO_SUCH_DOOR", """{ "holder": "Ada", "door": "vault" }"""),
        ("BADGE_EXISTS", """{ "holder": "taken", "door": "lab" }"""),
    ];

    protected override string Input(int number) => $$"""{ "holder": "Zoë {{number}}", "door": "lobby" }""";
}

[Collection(nameof(WorkerTrial))]
public sealed class PythonWorker_revoke_badge() : AdapterConformance(new WorkerTrial())
{
    protected override string Operation => "revoke-badge";

    protected override IEnumerable<(string Operation, string Input)> Before =>
    [
        ("issue-badge", """{ "holder": "ada0", "door": "lab" }"""),
        ("issue-badge", """{ "holder": "ada1", "door": "lab" }"""),
        ("issue-badge", """{ "holder": "ada2", "door": "lobby" }"""),
    ];

    protected override IEnumerable<(string Code, string Input)> Refused =>
    [
        ("INVALID_INPUT", """{ }"""),
        ("NO_SUCH_BADGE", """{ "badge": "ada9-lab" }"""),
    ];

    protected override string Input(int number) => $$"""{ "badge": "ada{{number}}-{{(number < 2 ? "lab" : "lobby")}}" }""";
}
