using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.Core.Workflows.Checks;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Unit.Workflows.Checks;

public sealed class FlowAnalysisTests
{
    private const int AnswersMax = 60;

    /// <summary>
    /// Hundreds of definitions are run, with answers in any order: nothing happens that was said never to, and what was
    /// said surely did.
    /// </summary>
    [Fact]
    public void What_is_said_of_the_order_is_true_of_every_run()
    {
        var (begun, surely, never) = (0, 0, 0);
        for (var seed = 0; seed < 400; seed++)
        {
            var json = new RandomFlow(seed).Json;
            if (Definitions.Read(json).Plan is not { } plan)
                continue;

            var flow = new FlowAnalysis(plan, plan.Activities.Select(activity => activity.Header.Index));
            var steps = plan.Activities.OfType<StepActivity>().ToArray();
            foreach (var (step, ended) in Run(plan, seed))
            {
                begun++;
                var index = step.Header.Index;
                Assert.True(
                    flow.IsReached(index), $"{step.Id} of seed {seed} ran, and was said never to be reached: {json}");
                foreach (var other in steps)
                {
                    var what = $"{other.Id} before {step.Id}, seed {seed}: {json}";
                    Assert.True(
                        ended.Contains(other) || !flow.IsSurelyBefore(other.Header.Index, index), $"Not surely {what}");
                    Assert.True(
                        !ended.Contains(other) || flow.IsPerhapsBefore(other.Header.Index, index), $"Perhaps {what}");
                    surely += flow.IsSurelyBefore(other.Header.Index, index) ? 1 : 0;
                    never += flow.IsPerhapsBefore(other.Header.Index, index) ? 0 : 1;
                }
            }
        }

        Assert.True(
            begun > 1_000 && surely > 1_000 && never > 1_000,
            $"{begun} steps, {surely} surely after others, {never} never.");
    }

    [Theory]
    [InlineData("a", "j", "surely")]
    [InlineData("b", "j", "perhaps")]
    [InlineData("c", "j", "perhaps")]
    [InlineData("s", "j", "perhaps")]
    [InlineData("j", "k", "surely")]
    [InlineData("p", "k", "surely")]
    [InlineData("j", "z", "surely")]
    [InlineData("b", "z", "perhaps")]
    [InlineData("c", "b", "never")]
    [InlineData("z", "a", "never")]
    public void Ways_that_part_at_a_failure_and_meet_again_are_as_sure_as_what_they_parted_from(
        string before, string after, string expected)
    {
        // a, then s; b where it is done and c where it failed, j after either; p beside all that, k behind both; then
        // z.
        var flow = Analyse(Definitions.Sequence(
            $$"""
            {'id': 'f', 'type': 'Elsa.Flowchart', 'activities': [{{Steps("a", "s", "b", "c", "j", "p", "k")}}], 'connections': [
              {{Connections("a s", "a p", "s b", "s c Failed", "b j", "c j", "j k", "p k")}}]}
            """,
            Steps("z")));

        Assert.Equal(expected, flow(before, after));
    }

    [Fact]
    public void A_branch_that_ends_the_workflow_takes_nothing_away_from_what_follows_the_other_one()
    {
        var flow = Analyse(Definitions.Sequence(
            $"{{'id': 'i', 'type': 'Elsa.If', 'condition': true, 'then': {Steps("a")}, 'else': {{'id': 'e', 'type': 'Elsa.Fault'}}}}",
            Steps("z")));

        Assert.Equal("surely", flow("a", "z"));
    }

    [Fact]
    public void The_condition_of_a_loop_is_asked_after_a_round_too()
    {
        var flow = Analyse(Definitions.Sequence(
            $"{{'id': 'w', 'type': 'Elsa.While', 'condition': false, 'body': {Steps("a")}}}", Steps("z")));

        Assert.Equal(("perhaps", "perhaps", "never"), (flow("a", "w"), flow("a", "z"), flow("z", "w")));
    }

    private static string Steps(params string[] ids) => string.Join(
        ", ",
        ids.Select(id => $"{{'id': '{id}', 'type': 'Orchestrator.Step', 'adapter': 'router', 'operation': 'ping'}}"));

    private static string Connections(params string[] drawn) =>
        string.Join(", ", drawn.Select(one => one.Split(' ')).Select(one =>
        $"{{'source': '{one[0]}', 'target': '{one[1]}', 'sourcePort': '{one.ElementAtOrDefault(2) ?? "Done"}'}}"));

    private static Func<string, string, string> Analyse(string root)
    {
        var plan = Definitions.Plan(Definitions.WithRoot(root));
        var flow = new FlowAnalysis(plan, plan.Activities.Select(activity => activity.Header.Index));
        return (before, after) =>
            flow.IsSurelyBefore(plan[before].Header.Index, plan[after].Header.Index) ? "surely"
            : flow.IsPerhapsBefore(plan[before].Header.Index, plan[after].Header.Index) ? "perhaps"
            : "never";
    }

    /// <summary>Each step that begins, with those that have succeeded until then.</summary>
    private static IEnumerable<(StepActivity Step, HashSet<StepActivity> Ended)> Run(WorkflowPlan plan, int seed)
    {
        var random = new Random(seed);
        var world = new ShardWorld(plan);
        world.Slow.Add("ping");
        world.Start();
        for (var answers = 0; world.InFlight.Count > 0 && answers < AnswersMax; answers++)
        {
            var next = random.Next(world.InFlight.Count);
            (world.InFlight[0], world.InFlight[next]) = (world.InFlight[next], world.InFlight[0]);
            world.AnswerSlow(random.Next(12) == 0 ? new CallAnswer.Failed(new StepError("TAKEN", "It is taken.")) : new CallAnswer.Succeeded(Value.EmptyObject));
        }

        return Order(plan, world.EventsOf(world.Id));
    }

    private static IEnumerable<(StepActivity Step, HashSet<StepActivity> Ended)> Order(
        WorkflowPlan plan, IEnumerable<SagaEvent> events)
    {
        var steps = new Dictionary<string, StepActivity>();
        var ended = new HashSet<StepActivity>();
        foreach (var happened in events)
        {
            if (happened is StepRequested requested)
            {
                var step = steps[requested.Step ?? requested.Activity] = (StepActivity)plan[requested.Activity];
                yield return (step, [.. ended]);
            }
            else if (happened is StepSucceeded succeeded)
            {
                ended.Add(steps[succeeded.Step]);
            }
        }
    }
}
