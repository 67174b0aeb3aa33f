using System.CommandLine;
using Orchestrator.Bench.OverGrpc;
using Orchestrator.V1;
using Spectre.Console;

namespace Orchestrator.Bench.Commands;

/// <summary>
/// <c>start</c>: how long the server takes to answer, on an empty database and on a filled one; and, after kill -9 with many activations in
/// flight, until all of them go on.
/// </summary>
internal static class StartCommand
{
    /// <summary>Two steps with a wait for a second between them: whoever is killed meanwhile has it in flight.</summary>
    private const string Waiting = """
        {
          "definitionId": "waiting", "name": "waiting",
          "root": {
            "type": "Elsa.Sequence", "id": "all",
            "activities": [
              { "type": "Orchestrator.Step", "id": "one", "adapter": "null", "operation": "do", "input": {} },
              { "type": "Elsa.Delay", "id": "wait", "timeSpan": "00:00:20" },
              { "type": "Orchestrator.Step", "id": "two", "adapter": "null", "operation": "do", "input": {} }
            ]
          }
        }
        """;

    public static Command Create()
    {
        var database = Options.Database();
        var count = new Option<int>("--activations") { Description = "How many are in flight when it is killed.", DefaultValueFactory = _ => 10_000 };
        var command = new Command("start", "Time to start, and to go on after kill -9.") { database, count };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(database), parsed.GetValue(count)));
        return command;
    }

    private static async Task RunAsync(string? database, int count)
    {
        using var folder = new TemporaryFolder();
        string workflow;
        using (var server = await ServerProcess.StartAsync(folder.Path, database))
        {
            AnsiConsole.WriteLine($"Start on an empty database: {server.StartTime.TotalSeconds:n2} s");
            using var load = await GrpcLoad.PublishAsync(server.Address, InProcess.SagaDefinitions.Saga3);
            using var channel = Grpc.Net.Client.GrpcChannel.ForAddress(server.Address);
            workflow = (await new WorkflowService.WorkflowServiceClient(channel).PublishWorkflowAsync(
                new PublishWorkflowRequest { RequestId = Guid.NewGuid().ToString(), Content = Waiting })).Name;
            await load.StartAsync(count, workflow);
            server.Kill();
        }

        var begun = System.Diagnostics.Stopwatch.GetTimestamp();
        using (var server = await ServerProcess.StartAsync(folder.Path, database))
        {
            AnsiConsole.WriteLine($"Start with {count} activations in flight: {server.StartTime.TotalSeconds:n2} s");
            await GoOnAsync(server, count);
            AnsiConsole.WriteLine(
                $"All {count} go on {System.Diagnostics.Stopwatch.GetElapsedTime(begun).TotalSeconds:n2} s after the new process's start.");
        }
    }

    /// <summary>Waits until the server has them all in memory again.</summary>
    private static async Task GoOnAsync(ServerProcess server, int count)
    {
        using var http = new HttpClient();
        for (var tries = 0; tries < 6_000; tries++)
        {
            var health = System.Text.Json.JsonDocument.Parse(await http.GetStringAsync(new Uri(server.Http, "/health")));
            if (health.RootElement.GetProperty("activationsInMemory").GetInt32() >= count)
                return;

            await Task.Delay(10);
        }

        throw new TimeoutException($"Not all of {count} activations went on within a minute.");
    }
}
