using Google.Protobuf.WellKnownTypes;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.TestKit;
using Orchestrator.V1;
using Action = Orchestrator.V1.Action;
using State = Orchestrator.V1.Activation.Types.State;

namespace Orchestrator.Tests.EndToEnd.Processes;

/// <summary>Customers who leave while they are being provisioned.</summary>
public sealed class SupersessionTests
{
    /// <summary>Up to where a provisioning goes before its customer leaves; null: as soon as it is accepted.</summary>
    private static readonly string?[] Moments = [null, "StepSucceeded", "SignalAwaited", "ActivityCompleted"];

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Whenever_they_leave_nothing_is_left_of_what_was_done_for_them(bool onPostgres, bool isKilled)
    {
        await using var postgres = onPostgres ? await PostgresServer.StartAsync() : null;
        await using var site = new ServerSite(postgres is null ? null : await postgres.CreateDatabaseAsync())
        {
            WorkflowsFolder = BuiltServer.Workflows,
        };
        await site.StartAsync();
        var before = Dump(site);

        var leaving = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => LeaveAsync(site, number)));
        if (isKilled)
        {
            await site.Server.KillAsync();
            await site.StartAsync();
        }

        var lines = await Task.WhenAll(leaving.Select(one => site.WatchAsync(one.Line)));
        var ends = await Task.WhenAll(leaving.Select(one => site.WatchAsync(one.End)));

        Assert.All(lines, events => Assert.Equal(State.RolledBack, events[^1].State));
        Assert.All(ends, events => Assert.Equal(State.Completed, events[^1].State));
        Assert.All(ends, events => Assert.Contains(events, happened => happened.Type == "NothingLeftToDo"));
        Assert.Contains(SandboxRecord.Read(site.Sandbox), call => call.Applied > 0);
        Assert.Equal(before, Dump(site));
    }

    private static async Task<(string Line, string End)> LeaveAsync(ServerSite site, int number)
    {
        var line = await site.Activations.StartActivationAsync(Line(number));
        if (Moments[number % Moments.Length] is { } moment)
            await site.WatchAsync(line.Name, 0, until: moment);
        var end = await site.Activations.StartActivationAsync(new StartActivationRequest
        {
            RequestId = $"end-{number}",
            Action = Action.Deprovision,
            Customer = line.Customer,
            Service = line.Service,
        });
        return (line.Name, end.Name);
    }

    /// <summary>It waits for the engineer until its customer leaves.</summary>
    private static StartActivationRequest Line(int number) => new()
    {
        RequestId = $"line-{number}",
        Action = Action.Provision,
        Customer = $"C-{number}",
        Product = "broadband",
        Input = new Struct
        {
            Fields =
            {
                ["customer"] = Value.ForString($"C-{number}"),
                ["device"] = Value.ForString("access-1"),
                ["speed"] = Value.ForNumber(100),
                ["email"] = Value.ForString($"c{number}@example.net"),
                ["engineerVisit"] = Value.ForBool(true),
            },
        },
    };

    private static string Dump(ServerSite site)
    {
        var output = new StringWriter();
        SandboxDump.Write(site.Sandbox, output, json: true);
        return output.ToString();
    }
}
