using System.Globalization;
using Orchestrator.Core.Activities;
using Orchestrator.Core.Sagas;
using Orchestrator.Core.Shards;
using Orchestrator.Core.Values;
using Orchestrator.Core.Workflows;
using Orchestrator.Engine;
using Orchestrator.Engine.Analysis;
using Orchestrator.Engine.Ports;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Core;

namespace Orchestrator.Tests.Conformance.Journal;

/// <summary>What is counted in a journal is the same, to the last figure, whichever database keeps it.</summary>
public abstract class AnalysisConformance(Func<Task<JournalHost>> newHost)
    : StoreConformance<JournalHost>(newHost)
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 16, 8, 0, 0, TimeSpan.Zero);
    private static readonly StepError Busy = new("BUSY", "The device is busy.", Retryable: true);
    private static readonly StepError Refused = new("PORT_TAKEN", "Port 7 belongs to another customer.");
    private static readonly Who Ann = new("ann", "r", "h", "moved away", "T-1");
    private static readonly Value Input = Value.Object(("for", "said \"RollbackStarted\" and \"dueTime\": nothing"));

    private readonly ManualTime _time = new();
    private readonly List<ShardOutput.Write> _writes = [];
    private PlanCache _plans = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var workflows = new InMemoryWorkflowStore(_time);
        await workflows.PublishAsync(
            new("broadband", "", "", "", "hash", [], "", "t", "p", "h", null, Monday), default);
        _time.Advance(Monday.AddDays(30) - _time.GetUtcNow());
        _plans = new PlanCache(workflows, _ => PlanOf());
    }

    protected override Task BeginAsync() => Process.Journal.AcquireAsync(default);

    [Fact]
    public async Task Attempts_that_were_made_again_are_told_apart_from_what_failed_for_good()
    {
        await WriteAllAsync();

        Assert.Equal(
            """
            step | adapter | code | failed | undo_failed | retried | unknown | activations | weekly | examples
            port | net | PORT_TAKEN | 2 | 0 | 0 | 0 | 2 | 1,1 | 4,2
            port | net | BUSY | 0 | 0 | 2 | 0 | 1 | 2,0 | 1
            mailbox | net | OUTCOME_UNKNOWN | 0 | 0 | 0 | 1 | 1 | 1,0 | 1
            weeks: 2026-W47 2026-W48; activations: 6
            """,
            await TableAsync(AnalysisKind.Failures));
    }

    [Fact]
    public async Task Any_combination_of_groups_is_told_in_their_order_where_weeks_are_among_them()
    {
        await WriteAllAsync();

        Assert.Equal(
            """
            week | product | channel | failed | undo_failed | retried | unknown | activations | examples
            2026-W47 | fibre | PHONE | 0 | 0 | 2 | 1 | 1 | 1
            2026-W47 | fibre | WEB | 1 | 0 | 0 | 0 | 1 | 2
            2026-W48 | mail | IN_PERSON | 1 | 0 | 0 | 0 | 1 | 4
            weeks: ; activations: 6
            """,
            await TableAsync(AnalysisKind.Failures, Dimension.Week, Dimension.Product, Dimension.Channel));
    }

    [Fact]
    public async Task Waiting_and_pausing_are_told_apart_from_working()
    {
        await WriteAllAsync();

        Assert.Equal(
            """
            step | operation | steps | total_median | total_p95 | working_median | working_p95 | waiting_median | waiting_p95 | precision | activations | weekly | examples
            port | port | 3 | 5 s | 190 s | 5 s | 90 s | 0 s | 60 s | exact | 3 | 3 | 6,3,1
            mailbox | mailbox | 2 | 10 s | 30 s | 10 s | 30 s | 0 s | 0 s | exact | 2 | 2 | 3,1
            weeks: 2026-W47; activations: 6
            """,
            await TableAsync(AnalysisKind.Durations, Dimension.Step, Dimension.Operation));
    }

    [Fact]
    public async Task Rollbacks_are_told_with_what_turned_them_and_how_they_ended()
    {
        await WriteAllAsync();

        Assert.Equal(
            """
            cause | step | code | actor | reason | count | rolled_back | cancelled | abandoned | went_on | open | activations | weekly | examples
            ABANDONMENT | port | PORT_TAKEN | ann | moved away | 1 | 0 | 0 | 1 | 0 | 0 | 1 | 0,1 | 4
            CANCELLATION |  |  | ann | moved away | 1 | 0 | 1 | 0 | 0 | 0 | 1 | 1,0 | 5
            FAILURE | port | PORT_TAKEN |  | Step 'port' failed. | 1 | 1 | 0 | 0 | 0 | 0 | 1 | 1,0 | 2
            PERSON |  |  | ann | moved away | 1 | 1 | 0 | 0 | 0 | 0 | 1 | 1,0 | 3
            weeks: 2026-W47 2026-W48; activations: 6
            """,
            await TableAsync(
                AnalysisKind.Rollbacks,
                Dimension.Cause,
                Dimension.Step,
                Dimension.Code,
                Dimension.Actor,
                Dimension.Reason));
    }

    [Fact]
    public async Task Promises_are_kept_missed_or_given_up_in_the_week_in_which_they_were_due()
    {
        await WriteAllAsync();

        Assert.Equal(
            """
            product | week | promised | kept | missed | given_up | open | kept_share | warned | missed_unwarned | late_median | late_p95 | activations | examples
            fibre | 2026-W47 | 3 | 1 | 1 | 1 | 0 | 0.5 | 1 | 0 | 40 s | 40 s | 3 | 3,2,1
            fibre | 2026-W51 | 1 | 0 | 0 | 0 | 1 | - | 0 | 0 | - | - | 1 | 6
            weeks: ; activations: 6
            """,
            await TableAsync(AnalysisKind.Promises));
    }

    [Fact]
    public async Task Only_what_is_asked_for_is_counted()
    {
        await WriteAllAsync();
        var query = QueryOf(AnalysisKind.Failures, Dimension.Product);

        var mail = await RunAsync(
            query with { Span = query.Span with { Product = "mail", Channel = Channel.InPerson } });
        var day = await RunAsync(
            query with { Span = query.Span with { From = Monday.AddHours(2), Until = Monday.AddHours(4) } });
        var other = await RunAsync(query with { Adapter = "mail-server" });
        var none = await RunAsync(query with { Workflow = "sip-trunk" });
        var custom = await RunAsync(
            query with { Span = query.Span with { Action = ActivationAction.Custom } });

        Assert.Equal([(1, 1), (1, 2), (0, 6), (0, 6), (0, 0)], [.. new[] { mail, day, other, none, custom }.Select(
            table => (table.Rows.Count, table.Activations))]);
    }

    [Fact]
    public async Task Rows_beyond_the_limit_are_counted_and_too_many_activations_are_refused()
    {
        await WriteAllAsync();

        var one = await RunAsync(QueryOf(AnalysisKind.Failures, Dimension.Code) with { RowsMax = 1 });
        Assert.Equal((1, 2), (one.Rows.Count, one.RowsLeftOut));

        for (var number = 10; number < 20; number++)
            Add(number, "fibre", Channel.Phone, null, (0, [new ActivationStarted()]));
        await Process.Journal.WriteAsync(_writes[6..], default);
        var refused = await Assert.ThrowsAsync<AnalysisTooLargeException>(
            () => RunAsync(QueryOf(AnalysisKind.Promises, Dimension.Week)));
        Assert.StartsWith("More than 10 activations", refused.Message, StringComparison.Ordinal);
    }

    private async Task<AnalysisTable> RunAsync(AnalysisQuery query)
    {
        using var analysis = new JournalAnalysis(Process.Scan, _plans, _time, activationsMax: 10);
        return await analysis.RunAsync(query, CancellationToken.None);
    }

    /// <summary>Six activations, an hour apart; times are in seconds from their beginning.</summary>
    private async Task WriteAllAsync()
    {
        Add(1, "fibre", Channel.Phone, 200,
            (0, [new ActivationStarted(), Ask("port", waits: true)]),
            (60, [new StepStarted("port")]),
            (90, [new StepAttemptFailed("port", Busy, At(1, 110))]),
            (140, [new StepAttemptFailed("port", Busy, At(1, 160))]),
            (190, [new StepSucceeded("port", Value.Object(("port", 7))), Ask("mailbox")]),
            (195, [new StepUnknown("mailbox", "No answer came.")]),
            (196, [new DueTimeInJeopardy("It was late.")]),
            (220, [new StepSucceeded("mailbox")]),
            (240, [new ActivationCompleted()]));
        Add(2, "fibre", Channel.Web, 100,
            (0, [new ActivationStarted(), Ask("port")]),
            (10, [new StepFailed("port", Refused, FailureExit.RollBack), new RollbackStarted("Step 'port' failed.")]),
            (11, [new ActivationRolledBack()]));
        Add(3, "fibre", Channel.Web, 100,
            (0, [new ActivationStarted(), Ask("port")]),
            (5, [new StepSucceeded("port"), Ask("mailbox")]),
            (15, [new StepSucceeded("mailbox"), new ActivationCompleted()]),
            (500, [new RollbackRequested(Ann), new RollbackStarted("Rolled back by ann: moved away")]),
            (510, [new CompensationRequested("mailbox", Input)]),
            (520, [new CompensationSucceeded("mailbox"), new ActivationRolledBack()]));
        Add(4, "mail", Channel.InPerson, null,
            (0, [new ActivationStarted(), Ask("port")]),
            (7 * 86_400, [new StepFailed("port", Refused, FailureExit.FallOut), new FalloutRaised("port", Refused)]),
            ((7 * 86_400) + 9, [new FalloutResolved(Ann, "port", FalloutDecision.Abandon), new ActivationAbandoned()]));
        Add(5, "mail", Channel.Unspecified, null, (3, [new CancelRequested(Ann), new ActivationCancelled()]));
        Add(6, "fibre", Channel.Phone, 30 * 86_400,
            (0, [new ActivationStarted(), Ask("port")]), (2, [new StepSucceeded("port"), Ask("mailbox")]));
        foreach (var write in _writes)
            Assert.Null(Assert.Single(await Process.Journal.WriteAsync([write], default)).Refused);
    }

    private void Add(
        int number, string product, Channel channel, int? dueAfter, params (int Seconds, SagaEvent[] Events)[] rows)
    {
        var id = ActivationId.First(At(number, 0), number);
        var order = new ActivationOrder("t", $"request-{number}", "h", "c")
        {
            Product = product,
            Channel = channel,
            Action = ActivationAction.Provision,
            Input = Input,
            DueTime = dueAfter is { } seconds ? At(number, seconds) : null,
        };
        var accepted = new ActivationAccepted(order, "broadband", 1);
        var transitions = new List<Transition>();
        foreach (var (after, events) in rows.Prepend((0, [accepted])))
        {
            var sequence = (transitions.Count == 0 ? 0 : transitions[^1].Sequence) + events.Length;
            transitions.Add(new Transition(id, sequence, At(number, after), events)
            {
                Entry = transitions.Count == 0
                    ? new ActivationEntry(ActivationState.Running, null, Wake.Now) { Accepted = accepted }
                    : null,
            });
        }

        _writes.Add(new ShardOutput.Write(number, transitions));
    }

    private static StepRequested Ask(string step, bool waits = false) => new(1, step, 0, Input) { Waits = waits };

    private static DateTimeOffset At(int number, int seconds) => Monday.AddHours(number).AddSeconds(seconds);

    private static AnalysisQuery QueryOf(AnalysisKind kind, params Dimension[] by) => new(
        kind, new ScanQuery(Monday, Monday.AddDays(1)), by.Length == 0 ? Dimensions.Default(kind) : by);

    private static WorkflowPlan PlanOf()
    {
        var plans = new Plans();
        return plans.Build(plans.Sequence("all", plans.Step("port"), plans.Step("mailbox")));
    }

    private async Task<string> TableAsync(AnalysisKind kind, params Dimension[] by)
    {
        var table = await RunAsync(QueryOf(kind, by));
        List<string> lines = [string.Join(" | ", table.Columns.Select(column => column.Name))];
        lines.AddRange(table.Rows.Select(row => string.Join(" | ", row.Select(TextOf))));
        lines.Add($"weeks: {string.Join(' ', table.Weeks)}; activations: {table.Activations}");
        return string.Join('\n', lines);
    }

    private static string TextOf(AnalysisCell cell) => cell switch
    {
        AnalysisCell.Text it => it.Value,
        AnalysisCell.Count it => it.Value.ToString(CultureInfo.InvariantCulture),
        AnalysisCell.Duration it => string.Create(CultureInfo.InvariantCulture, $"{it.Value.TotalSeconds} s"),
        AnalysisCell.Share it => it.Value.ToString(CultureInfo.InvariantCulture),
        AnalysisCell.Weekly it => string.Join(',', it.Values),
        AnalysisCell.Activations it => string.Join(',', it.Ids.Select(ActivationId.Shard)),
        _ => "-",
    };
}
