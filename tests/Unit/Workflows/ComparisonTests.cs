using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Core.Workflows.Comparing;
using Orchestrator.Tests.Unit.Architecture;

namespace Orchestrator.Tests.Unit.Workflows;

public sealed class ComparisonTests
{
    private static readonly TimeSpan Hangs = TimeSpan.FromMinutes(5);

    private static readonly string[] Real =
    [
        .. Directory.GetFiles(Repository.PathOf("workflows"), "*provision.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(File.ReadAllText),
    ];

    [Theory]
    [InlineData("'pointOfNoReturn':'soft'", "step 's': point of no return none -> soft", "Once it is done, rolling back needs force, and says its penalty.")]
    [InlineData("'compensation':{'operation':'close'}", "close with what the step was given and gave undoes step 's', and it was the adapter's inverse, if it has one", "What was done before is undone as was agreed then.")]
    [InlineData("'compensation':'none'", "nothing undoes step 's', and it was the adapter's inverse, if it has one", "What was done before is undone as was agreed then.")]
    [InlineData("'onFailure':'continue'", "step 's': on failure rollBack -> continue", "The flow goes on as if it had not been there.")]
    [InlineData("'retry':{'attempts':5}", "step 's': retry.attempts nothing -> 5", "")]
    [InlineData("'lane':{'typeName':'String','expression':{'type':'JavaScript','value':'getL()'}}", "step 's': lane nothing -> JavaScript getL()", "Steps in one lane wait for each other: activations of both versions meet only where the lane is the same.")]
    public void A_change_of_a_step_is_told_with_what_it_means(string added, string text, string meaning)
    {
        const string Step = "'id':'s','type':'Orchestrator.Step','adapter':'router','operation':'open'";

        var difference = Compare($"{{'root':{{{Step}}}}}", $"{{'root':{{{Step},{added}}}}}");

        Assert.Equal([(text, meaning)], difference.Changes.Select(change => (change.Text, change.Meaning)));
    }

    [Fact]
    public void Of_cases_and_lists_the_parts_that_differ_are_told()
    {
        static string Of(string condition) => $$$"""
            {'root':{'id':'w','type':'Elsa.Switch','cases':[
              {'label':'a','condition':{'type':'JavaScript','value':'1'},'activity':{'id':'x','type':'Elsa.Finish'}},
              {'label':'b','condition':{'type':'JavaScript','value':'{{{condition}}}'}}]}}
            """;

        var change = Assert.Single(Compare(Of("2"), Of("3")).Changes);

        Assert.Equal("'w': cases[1].condition JavaScript 2 -> JavaScript 3", change.Text);
    }

    [Fact]
    public void An_activity_that_gets_another_type_or_place_is_told()
    {
        var difference = Compare(
            "{'root':{'id':'r','type':'Elsa.Sequence','activities':[{'id':'a','type':'Elsa.Finish'},{'id':'b','type':'Elsa.Sequence'}]}}",
            "{'root':{'id':'r','type':'Elsa.Sequence','activities':[{'id':'b','type':'Elsa.Sequence','activities':[{'id':'a','type':'Elsa.WriteLine'}]}]}}");

        Assert.Equal(
            ["'a' is a Elsa.WriteLine, and was a Elsa.Finish", "'a' is in 'b', and was in 'r'"],
            difference.Changes.Select(change => change.Text));
    }

    [Fact]
    public async Task Whatever_is_compared_is_told_apart_or_refused_and_is_the_same_as_itself() => await Task.Run(() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<int>().ToArbitrary(), seed => Holds(new Random(seed)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500))).WaitAsync(Hangs);

    private static void Holds(Random random)
    {
        var before = random.Next(2) == 0
            ? JsonNode.Parse(Real[random.Next(Real.Length)])!
            : JsonNode.Parse(RandomJson.Definition(random))!;
        var after = before.DeepClone();
        for (var changes = random.Next(1, 5); changes > 0; changes--)
            RandomJson.Mutate(after, random);

        try
        {
            var difference = WorkflowComparison.Compare(before.ToJsonString(), after.ToJsonString());

            Assert.All(difference.Changes, change => Assert.DoesNotContain('\n', change.Text));
            Assert.Empty(WorkflowComparison.Compare(after.ToJsonString(), after.ToJsonString()).Changes);
        }
        catch (Exception refused) when (refused is FormatException or JsonException)
        {
            Assert.NotEqual("", refused.Message);
        }
    }

    private static WorkflowDifference Compare(string before, string after) =>
        WorkflowComparison.Compare(before.Replace('\'', '"'), after.Replace('\'', '"'));
}
