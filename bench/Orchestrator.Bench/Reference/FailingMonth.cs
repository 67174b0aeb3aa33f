using System.Globalization;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Expressions;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine.Ports;
using Orchestrator.Storage;

namespace Orchestrator.Bench.Reference;

/// <summary>
/// A month of activations of five steps: one in ten has an attempt that fails, one in fifty is rolled back, and one in
/// four has a due time. Written through the journal that the server uses.
/// </summary>
internal static class FailingMonth
{
    private const int BatchSize = 250;
    private static readonly string[] Steps = ["reserve-port", "configure-line", "mailbox", "subscription", "welcome"];

    private static readonly StepError Busy = new(
        "DEVICE_BUSY", "Device edge-1 answers that another session holds its configuration. It is tried again.", true);

    public static DateTimeOffset Begin { get; } = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    public static WorkflowPlan Plan { get; } = MakePlan();

    public static async Task FillAsync(OrchestratorStorage storage, int count)
    {
        await storage.Workflows.PublishAsync(
            new NewWorkflowVersion("broadband", "", "", "", "hash", [], "bench", "bench", "r", "h", null, Begin), default);
        await System.Threading.Tasks.Parallel.ForEachAsync(
            Enumerable.Range(0, count).Chunk(BatchSize),
            new ParallelOptions { MaxDegreeOfParallelism = Math.Min(storage.Pace.WritersMax, 4) },
            async (numbers, cancellation) => await storage.Journal.WriteAsync(
                [.. numbers.Select(number => Of(number, count))], cancellation));
    }

    private static ShardOutput.Write Of(int number, int count)
    {
        var time = Begin.AddMilliseconds(TimeSpan.FromDays(30).TotalMilliseconds / count * number);
        var id = ActivationId.First(time, number % ActivationId.Shards);
        var text = number.ToString(CultureInfo.InvariantCulture);
        var order = new ActivationOrder("bench", text, new string('0', 64), $"customer-{number % 50_000}")
        {
            Product = $"product-{number % 5}",
            Channel = (Channel)(1 + (number % 5)),
            Action = ActivationAction.Provision,
            OrderReference = $"order-{text}",
            DueTime = number % 4 == 0 ? time.AddSeconds(number % 60) : null,
        };
        var accepted = new ActivationAccepted(order, "broadband", 1);
        var transitions = new List<Transition>
        {
            new(id, 4, time, [accepted, new ActivationStarted(), new ActivityStarted(0, "all", -1), Ask(0)])
            {
                Entry = new ActivationEntry(ActivationState.Completed, null, Wake.Never) { Accepted = accepted },
            },
        };
        foreach (var (after, events) in Rows(number, time))
            transitions.Add(new Transition(
                id, transitions[^1].Sequence + events.Length, time.AddSeconds(after), events));
        return new ShardOutput.Write(number, transitions);
    }

    private static IEnumerable<(double After, SagaEvent[] Events)> Rows(int number, DateTimeOffset time)
    {
        if (number % 10 == 0)
            yield return (0.5, [new StepAttemptFailed(Steps[0], Busy, time.AddSeconds(1))]);
        for (var step = 0; step < Steps.Length - 1; step++)
            yield return (step + 2 + (number % 97 / 10.0), [Done(step), Ask(step + 1)]);
        if (number % 50 == 0)
        {
            yield return (30, [new StepFailed(Steps[^1], Busy, FailureExit.RollBack), new RollbackStarted("It failed.")]);
            yield return (31, [new ActivationRolledBack()]);
        }
        else
        {
            yield return (30, [Done(Steps.Length - 1), new ActivityCompleted(0), new ActivationCompleted()]);
        }
    }

    private static StepRequested Ask(int step) => new(
        step + 1, Steps[step], 0, Value.Object(("device", "edge-1"), ("port", 7), ("profile", "fibre-250")))
    {
        Inverse = $"undo-{Steps[step]}",
    };

    private static StepSucceeded Done(int step) => new(Steps[step], Value.Object(("id", "0123456789abcdef")))
    {
        Resources = [new ResourceFact("port", "edge-1/7")],
    };

    private static WorkflowPlan MakePlan()
    {
        Activity[] steps =
        [
            .. Steps.Select((id, index) => new StepActivity(Header(index + 1, id))
            {
                Adapter = "network",
                Operation = id,
                Input = new Expression.Literal(Value.EmptyObject),
            }),
        ];
        var root = new Sequence(Header(0, "all"), [.. steps]);
        return new WorkflowPlan(new WorkflowId("broadband", 1), "", root, [root, .. steps], [], [], []);
    }

    private static ActivityHeader Header(int index, string id) => new(index, id, "", "", "");
}
