using System.Collections.Immutable;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;

namespace Orchestrator.Tests.Unit.Sagas;

/// <summary>Events of every type, each member of each type set in at least one of them.</summary>
internal static class EventSamples
{
    private static readonly DateTimeOffset Noon = new(2031, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Who Agent = new("agent-7", "req-1", "9f86d081", "Customer moved", "T-100");
    private static readonly StepError LineDown = new(
        "LINE_DOWN", "Line 'A' is down: \"call\" <the depot> & wait.", true);
    private static readonly Value Port = Value.Object(
        ("port", 7), ("up", true), ("tags", Value.Array("a", Value.Null)));

    private static readonly ActivationOrder Order = new("order-system", "o-1/42", "9f86d081", "customer-1")
    {
        Action = ActivationAction.Provision,
        Service = "0abc",
        Product = "broadband",
        ProductVersion = 3,
        OrderReference = "O-42",
        Channel = Channel.Phone,
        Requester = "Zoë",
        Input = Port,
        Labels = ImmutableSortedDictionary<string, string>.Empty.Add("region", "north").Add("batch", "7"),
        Priority = -3,
        RequestedStartTime = Noon,
        DueTime = Noon.AddDays(2).AddTicks(10),
        QueueOnConflict = true,
        ServiceBefore = new ServiceEntry("0abc", "customer-1", "broadband", ServiceState.Suspended, 4711)
        {
            Input = Port,
            ProductVersion = 2,
            CreateTime = Noon,
            ActiveTime = Noon.AddTicks(10),
            EndTime = Noon.AddDays(1),
            Reason = "Zoë asked for it.",
        },
        Inherited = ["port", "account"],
        CorrelationId = "order-42",
        Parent = new ParentStep(4711, "call-child[1]", 2) { Service = "0def", IsTeardown = true },
        TraceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    };

    private static readonly FlowSnapshot Flow = new(
        4,
        [
            new FrameSnapshot(0, "root", -1)
            {
                Variables = new Dictionary<string, Value> { ["MyVariable"] = 1.5 },
                Visits = [[0, 2, 1], [3, 1, 0]],
                ActivityVisits = new Dictionary<string, int> { ["Join"] = 2 },
            },
            new FrameSnapshot(3, "visit", 0)
            {
                Item = 0,
                IsIteration = true,
                ItemValue = "mailbox-1",
                Until = Noon,
                Signal = "visit-done",
                Step = "visit[0]",
                IsBreaking = true,
                Fault = new StepError("MADE_UP", "The author wants it so."),
                Tokens = [[0, 1, 0], [2, 0, 1]],
            },
        ],
        new Dictionary<string, Value> { ["Counter"] = 3 },
        new Dictionary<string, Value> { ["reserve-port"] = Port },
        new Dictionary<string, Value> { ["Ports"] = Value.EmptyArray },
        "last");

    private static readonly ResourceFact[] Resources =
    [
        new("port", "r1/7", Released: true) { Attributes = new Dictionary<string, string> { ["Speed"] = "1G" } },
    ];

    public static IReadOnlyList<SagaEvent> All { get; } =
    [
        new ActivationAccepted(Order, "broadband-provision", 3),
        new ActivationAccepted(Order, "broadband-provision", 3)
        {
            Parts = [new WorkflowPart("NotifyCustomer|notify|v-1", "notify", 2)],
        },
        new ActivationAccepted(new ActivationOrder("c", "r", "h", "k"), "w", 1),
        new ActivationAccepted(
            new ActivationOrder("c", "r", "h", "") { Trigger = new StartedByTrigger("wait", Port, 2) }, "w", 1),
        new ActivationAccepted(
            new ActivationOrder("c", "r", "h", "k")
            {
                Cancellation = new(Noon, Noon.AddMonths(1)) { Reason = "fraud", Ticket = "T-7" },
            },
            "w",
            1),
        new ActivationQueued(4711),
        new ServiceTakenOver(
            new ServiceEntry("0abc", "customer-1", "broadband", ServiceState.Active, 4711)) { Input = Port },
        new ActivationSuperseded(4711),
        new ActivationSuperseded(4711) { Stands = true },
        new TurnDelayed("Waits until a person releases activations/0abc."),
        new NothingLeftToDo("services/0abc is terminated already: there was nothing left to do."),
        new WorkflowReplaced("line-deprovision", 3, "line", 2)
        {
            Parts = [new WorkflowPart("NotifyCustomer|notify|v-1", "notify", 2)],
            Input = Port,
        },
        new TeardownLeftToLedger("Its workflow cannot be carried out."),
        new ActivationStarted(),
        new ActivationHeld(Agent),
        new ActivationReleased(new Who("engine", "", "")),
        new CancelRequested(Agent),
        new RollbackRequested(Agent, "reserve-port", Force: true),
        new RollbackStarted("Rolled back by agent-7.", "reserve-port") { KeepUpTo = 1, Restore = Flow },
        new RollbackStarted("Step 'send' failed: no. A soft point of no return is undone too.") { IsForced = true },
        new DueTimePassed(),
        new DueTimeInJeopardy("Others took 2 h 0 min."),
        new DueTimeInJeopardy("It is held.") { Expected = Noon },
        new DueTimeSafe(Noon),
        new ActivationCompleted(Port),
        new ActivationRolledBack(),
        new ActivationCancelled(),
        new ActivationCancelled("services/0abc is Terminated: SUSPEND needs one that is active."),
        new ActivationAbandoned(),
        new ActivityStarted(0, "root", -1),
        new ActivityStarted(5, "each", 4) { Item = 0, Value = "mailbox-1" },
        new IterationStarted(2, 1, false),
        new IterationStarted(2, 0, 0),
        new ActivityCompleted(2),
        new ActivityCancelled(2),
        new ActivityFaulted(2, "compute", 1, LineDown) { Cause = "x is not defined" },
        new BreakReached("stop", [4, 2]),
        new WorkflowStalled(),
        new BranchTaken("if-fibre", "Then") { Result = false },
        new PathsTaken(1, [0, 2], [1], ["join"]),
        new TokensMoved(1, [0, 2], [1], [3], [1, 4]),
        new VariableSet(-1, "Counter", 12345678901),
        new OutputSet("Port", -0.5),
        new ResultGiven("total", Port),
        new CorrelationSet("correlate", "c-1"),
        new NameSet("name", "Order 7"),
        new EventPublished("publish", "visit-done", Port) { CorrelationId = "c-1", IsLocal = true },
        new EventPublished("publish", "visit-done", Port) { Reach = EventReach.Everybody },
        new EventDelivered(41, 3, 1),
        new TaskRequested(3, "approve", 1, "0abc/approve", "Approve", Port),
        new LineWritten("log", "a\tb\u0000c \u2028 – 线 🚀 \\ / \u007f"),
        new FinishReached("end"),
        new FlowRestored(),
        new DelayStarted(3, "wait", 1, Noon.AddTicks(1234567)),
        new DelayElapsed(3),
        new SignalAwaited(3, "visit", 1, "visit-done"),
        new SignalReceived(Agent, "visit-done", Port),
        new SignalConsumed("visit-done", "visit", 0),
        new StepRequested(
            2, "reserve-port", 1, Port) { Step = "reserve-port[1]", Inverse = "release", Lane = "r1", Undoes = "0abc/take/do", Waits = true },
        new StepRequested(1, "reserve-port", 0, Value.Null),
        new StepStarted("reserve-port", Undo: true),
        new WindowAwaited("reserve-port", "night-work", Noon, Undo: true),
        new WindowOpened("reserve-port", Undo: true),
        new StepPutBack("reserve-port", Undo: true),
        new StepAttemptFailed("reserve-port", LineDown, Noon, Undo: true),
        new StepUnknown("reserve-port", "No answer within 30 s.", Undo: true),
        new StepReadDeferred("reserve-port", "r1 cannot tell yet.", Noon, Undo: true),
        new StepStaysUnknown("reserve-port", "r1 does not know."),
        new StepSucceeded("reserve-port", Port) { Resources = Resources, CompensationInput = Value.EmptyObject },
        new StepSucceeded("reserve-port", Port) { CompensationInputError = "Variable 'Port' is null." },
        new StepFailed("reserve-port", LineDown, FailureExit.Outcome),
        new StepFailed("reserve-port", LineDown with { Retryable = false }, FailureExit.RollBack),
        new StepSkipped("reserve-port"),
        new ChildStarted("call-child", 4711),
        new ChildEnded("call-child", ActivationState.Completed)
        {
            Passed = PointOfNoReturn.Hard,
            Faulted = true,
            Number = 9,
        },
        new ChildPassing("call-child", PointOfNoReturn.Soft),
        new ChildTold("call-child"),
        new FalloutRaised("reserve-port", LineDown, WhileCompensating: true),
        new FalloutResolved(Agent, "reserve-port", FalloutDecision.Abandon) { Input = Port },
        new CompensationRequested("reserve-port", Port) { Waits = true },
        new CompensationSucceeded("reserve-port") { Resources = Resources },
        new CompensationFailed("reserve-port", LineDown),
        new StepUnknown("reserve-port", "No answer within 30 s.") { Resources = Resources },
        new FalloutResolved(Agent, "reserve-port", FalloutDecision.Complete) { IsToldWhat = true },
    ];
}
