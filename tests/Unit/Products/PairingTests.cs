using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Pairing;
using Orchestrator.Core.Workflows.Reading;
using Orchestrator.Engine.Expressions;

namespace Orchestrator.Tests.Unit.Products;

/// <summary>What is taken is given back on every way, or it is said where not.</summary>
public sealed class PairingTests
{
    private const string Take = "{'id': 'take', 'type': 'Orchestrator.Step', 'adapter': 'a', 'operation': 'take'}";
    private const string Other = "{'id': 'other', 'type': 'Orchestrator.Step', 'adapter': 'a', 'operation': 'take'}";
    private const string Give = "{'id': 'give', 'type': 'Orchestrator.Step', 'adapter': 'a', 'operation': 'give'}";
    private const string Again = "{'id': 'again', 'type': 'Orchestrator.Step', 'adapter': 'a', 'operation': 'give'}";
    private const string Wanted = "{'typeName': 'Boolean', 'expression': {'type': 'Input', 'value': {'name': 'wanted'}}}";
    private const string Unwanted = "{'typeName': 'Boolean', 'expression': {'type': 'JavaScript', 'value': '!getInput(\"wanted\")'}}";
    private const string Items = "{'typeName': 'Object', 'expression': {'type': 'Input', 'value': {'name': 'items'}}}";
    private const string OtherItems = "{'typeName': 'Object', 'expression': {'type': 'Input', 'value': {'name': 'others'}}}";

    [Fact]
    public void What_is_given_back_is_no_finding() => Assert.Empty(Check(Take, Give));

    [Fact]
    public void What_is_never_given_back_names_the_step_and_the_operation()
    {
        var finding = Assert.Single(Check(Take, ""));

        Assert.Equal(("take", "a", "take", "give"), (finding.Step, finding.Adapter, finding.Operation, finding.Missing));
        Assert.Empty(finding.Path);
    }

    [Fact]
    public void What_is_given_back_under_a_condition_alone_is_missing_on_the_other_way()
    {
        var finding = Assert.Single(Check(Take, If(Wanted, Give)));

        Assert.Equal("if: else", Assert.Single(finding.Path));
    }

    [Fact]
    public void The_same_condition_on_both_sides_pairs_however_it_is_written()
    {
        Assert.Empty(Check(If(Wanted, Take), If(Wanted, Give)));
        Assert.Empty(Check(If(Wanted, Take), If(Unwanted, "", Give)));
        Assert.Empty(Check(If(Unwanted, "", Take), If(Wanted, Give)));
        Assert.Single(Check(If(Wanted, Take), If(Unwanted, Give)));
    }

    [Fact]
    public void A_loop_over_the_same_pairs_and_no_other()
    {
        Assert.Empty(Check(Loop(Items, Take), Loop(Items, Give)));
        Assert.Single(Check(Loop(Items, Take), Loop(OtherItems, Give)));
        Assert.Single(Check(Loop(Items, Take), Give));
        Assert.Single(Check(Take, Loop(Items, Give)));
    }

    [Fact]
    public void Two_that_are_taken_need_two_that_are_given_back()
    {
        Assert.Single(Check($"{Take}, {Other}", Give));
        Assert.Empty(Check($"{Take}, {Other}", $"{Give}, {Again}"));
    }

    [Fact]
    public void Of_two_ways_to_the_same_thing_one_is_taken_and_one_given_back() =>
        Assert.Empty(Check(If(Wanted, Take, Other), Give));

    [Fact]
    public void Every_branch_of_a_parallel_runs()
    {
        Assert.Empty(Check(Parallel(Take, Other), Parallel(Give, Again)));
        Assert.Single(Check(Parallel(Take, Other), Parallel(Give)));
    }

    [Fact]
    public void A_way_that_ends_before_it_does_not_give_back() =>
        Assert.Single(Check(Take, $"{If(Wanted, "{'id': 'end', 'type': 'Elsa.Finish'}")}, {Give}"));

    [Fact]
    public void A_provisioning_that_faults_leaves_nothing_for_it_is_undone() => Assert.Empty(Check(
        If(Wanted, $"{{'id': 'both', 'type': 'Elsa.Sequence', 'activities': [{Take}, {{'id': 'f', 'type': 'Elsa.Fault'}}]}}"),
        ""));

    [Fact]
    public void A_result_that_was_put_out_says_that_the_step_is_done() => Assert.Empty(PairingFindings(
        Definition(
            If(Wanted, Take.Replace("'operation'", "'result': {'memoryReference': {'id': 'v'}}, 'operation'"))
            + ", {'id': 'o', 'type': 'Elsa.SetOutput', 'outputName': 'opened', 'outputValue': {'typeName': 'Boolean', "
            + "'expression': {'type': 'JavaScript', 'value': '!!getTaken()'}}}",
            "'variables': [{'id': 'v', 'name': 'Taken', 'typeName': 'Object'}], 'outputs': [{'name': 'opened', 'type': 'Boolean'}],"),
        Definition(If(Wanted.Replace("wanted", "opened"), Give))));

    [Fact]
    public void What_nothing_can_give_back_needs_a_waiver()
    {
        const string Send = "{'id': 'send', 'type': 'Orchestrator.Step', 'adapter': 'a', 'operation': 'send', 'compensation': 'none'}";

        var finding = Assert.Single(Check(Send, Give));

        Assert.Equal(("send", null), (finding.Step, finding.Missing));
        Assert.Empty(Check(Send, Give, "send"));
        Assert.Empty(Check(Take, "", "take"));
    }

    [Fact]
    public void What_only_reads_or_alters_in_place_takes_nothing() => Assert.Empty(Check(
        Take.Replace("'take'", "'look'") + ", " + Other.Replace("'take'", "'alter'"), ""));

    [Fact]
    public void A_flowcharts_decision_is_a_condition_too()
    {
        const string Chart = """
            {'id': 'chart', 'type': 'Elsa.Flowchart', 'activities': [
              {'id': 'decide', 'type': 'Elsa.FlowDecision', 'condition': WANTED}, GIVE],
              'connections': [{'source': {'activity': 'decide', 'port': 'True'}, 'target': {'activity': 'give', 'port': 'In'}}]}
            """;
        var chart = Chart.Replace("WANTED", Wanted).Replace("GIVE", Give);

        Assert.Equal("decide: False", Assert.Single(Assert.Single(Check(Take, chart)).Path));
        Assert.Empty(Check(If(Wanted, Take), chart));
    }

    internal static IReadOnlyList<PairingFinding> PairingFindings(
        WorkflowPlan taking, WorkflowPlan giving, params string[] waived) =>
        new PairingCheck(new Catalog(), StartedWorkflows.None, waived.ToHashSet()).Run(taking, giving);

    internal static WorkflowPlan Definition(string activities, string more = "")
    {
        var read = WorkflowReader.Read(
            $"{{'definitionId': 'd', {more} 'root': {{'id': 'root', 'type': 'Elsa.Sequence', 'activities': [{activities}]}}}}"
                .Replace('\'', '"').Replace("(\"", "('").Replace("\")", "')"),
            new WorkflowReaderOptions(new Catalog(), ScriptLanguages.All),
            1);
        Assert.Empty(read.Diagnostics.Where(one => one.Severity == Severity.Error));
        return read.Plan!;
    }

    private static IReadOnlyList<PairingFinding> Check(string taking, string giving, params string[] waived) =>
        PairingFindings(Definition(taking), Definition(giving), waived);

    private static string If(string condition, string then, string otherwise = "") =>
        $"{{'id': 'if', 'type': 'Elsa.If', 'condition': {condition}"
        + (then.Length > 0 ? $", 'then': {then}" : "") + (otherwise.Length > 0 ? $", 'else': {otherwise}" : "") + "}";

    private static string Loop(string items, string body) =>
        $"{{'id': 'loop', 'type': 'Elsa.ForEach', 'items': {items}, 'body': {body}}}";

    private static string Parallel(params string[] activities) =>
        $"{{'id': 'side', 'type': 'Elsa.Parallel', 'activities': [{string.Join(", ", activities)}]}}";

    /// <summary>take and give, look, alter and send; and ten more pairs.</summary>
    internal sealed class Catalog : IAdapterCatalog
    {
        private readonly CatalogOperation[] _operations =
        [
            new Operation("take", "give") { Alters = "alter" },
            new Operation("give", "take"),
            new Operation("alter", "alter"),
            new Operation("look", null) { IsRead = true },
            new Operation("send", null),
            .. Enumerable.Range(0, 10).SelectMany(number => (CatalogOperation[])
                [new Operation($"take{number}", $"give{number}"), new Operation($"give{number}", $"take{number}")]),
        ];

        public IReadOnlyList<string> Instances => ["a", "b"];

        public IReadOnlyList<CatalogOperation>? Operations(string instance) => _operations;
    }

    private sealed class Operation(string name, string? inverse) : CatalogOperation
    {
        public bool IsRead { get; init; }

        public string? Alters { get; init; }

        public override string Name => name;

        public override bool HasEffect => !IsRead;

        public override string? Inverse => inverse;

        public override string? ChangedBy => Alters;

        public override bool CanRead => true;

        public override bool CanPreview => false;

        public override IReadOnlyList<InputProblem> Check(Value known, IReadOnlyCollection<string>? unknownMembers) => [];
    }
}
