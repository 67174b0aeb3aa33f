using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Orchestrator.V1;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Server;

/// <summary>What is told of what went wrong is what was made to go wrong.</summary>
public sealed class AnalysisTests
{
    [Fact]
    public async Task The_figures_are_the_faults_that_were_injected()
    {
        await using var server = await RunningServer.StartAsync();
        var analysis = new AnalysisService.AnalysisServiceClient(server.Channel);
        var workflow = await server.PublishAsync(Mailed());
        string?[] faults = [null, null, "fail-once", "fail-once", "fail-twice", "fail", "fail", "fail"];
        var ended = new List<Activation>();
        foreach (var fault in faults)
        {
            var order = server.Order(workflow);
            order.Channel = Channel.Phone;
            order.DueTime = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(1));
            if (fault is not null)
                order.Labels["sandbox.mail.send"] = fault;
            var started = await server.Activations.StartActivationAsync(order);
            ended.Add(await server.UntilAsync(started.Name, fault == "fail" ? State.RolledBack : State.Completed));
        }

        var scope = new AnalysisScope { Workflow = workflow[..workflow.IndexOf("/versions", StringComparison.Ordinal)] };
        var failures = (await analysis.AnalyzeFailuresAsync(new() { Scope = scope })).Table;
        var durations = (await analysis.AnalyzeDurationsAsync(new() { Scope = scope })).Table;
        var rollbacks = (await analysis.AnalyzeRollbacksAsync(new() { Scope = scope })).Table;
        var promises = (await analysis.AnalyzePromisesAsync(new() { Scope = scope })).Table;

        Assert.Equal(3, Sum(failures, "failed"));
        Assert.Equal(4, Sum(failures, "retried"));
        Assert.Equal(0, Sum(failures, "unknown"));
        Assert.All(failures.Rows, row => Assert.Equal(("tell", "mail"), (row.Cells[0].Text, row.Cells[1].Text)));
        Assert.Equal([8L, 5L], durations.Rows
            .OrderBy(row => Cell(durations, row, "step").Text, StringComparer.Ordinal)
            .Select(row => Cell(durations, row, "steps").Count));
        var rolledBack = Assert.Single(rollbacks.Rows);
        Assert.Equal(
            ("FAILURE", "tell", 3L, 3L),
            (rolledBack.Cells[0].Text, rolledBack.Cells[1].Text, rolledBack.Cells[3].Count, rolledBack.Cells[4].Count));
        var promised = Assert.Single(promises.Rows);
        Assert.Equal((8L, 5L, 3L), (
            Cell(promises, promised, "promised").Count,
            Cell(promises, promised, "kept").Count,
            Cell(promises, promised, "given_up").Count));
        Assert.Equal(
            ended.Where(one => one.State == State.RolledBack).Select(one => one.Name).Reverse(),
            Cell(rollbacks, rolledBack, "examples").Activations.Names);
        Assert.Equal(8, failures.Activations);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_question_is_told_at_once()
    {
        await using var server = await RunningServer.StartAsync();
        var analysis = new AnalysisService.AnalysisServiceClient(server.Channel);
        var scope = new AnalysisScope
        {
            StartTime = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(1)),
            Product = "no product",
            Workflow = "broadband",
            Adapter = "net",
            Action = (V1.Action)99,
            Channel = (Channel)99,
            RowLimit = -1,
            GroupBy = { "step", "week", "week" },
        };

        var refused = await Refused.ByAsync(analysis.AnalyzePromisesAsync(new() { Scope = scope }));

        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELDS"), (refused.Code, refused.Reason));
        Assert.Equal(
            [
                "scope.action", "scope.adapter", "scope.channel", "scope.group_by[0]", "scope.group_by[2]", "scope.product",
                "scope.row_limit", "scope.start_time", "scope.workflow",
            ],
            refused.Fields.Select(one => one.Field).Order(StringComparer.Ordinal));
    }

    private static string Mailed() => Definitions.Sequence(
        "",
        Definitions.Step("first"),
        """
        { "id": "tell", "type": "Orchestrator.Step", "adapter": "mail", "operation": "send", "compensation": "none",
          "retry": { "attempts": 5, "firstDelay": "00:00:00.01" },
          "input": { "to": "a@example.org", "subject": "s", "text": "t" } }
        """);

    private static long Sum(AnalysisTable table, string column) => table.Rows.Sum(row => Cell(table, row, column).Count);

    private static AnalysisCell Cell(AnalysisTable table, AnalysisRow row, string column) =>
        row.Cells[table.Columns.Select(one => one.Name).ToList().IndexOf(column)];
}
