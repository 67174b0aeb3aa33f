using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Grpc.Net.Client;
using Orchestrator.Bench.InProcess;
using Orchestrator.Bench.OverGrpc;
using Orchestrator.V1;
using Spectre.Console;

namespace Orchestrator.Bench.Commands;

/// <summary><c>recover</c>: kill -9 with many activations in flight, and the time until all of them go on.</summary>
internal static class RecoverCommand
{
    /// <summary>A step whose adapter has not answered when the server is killed, nor for a while after.</summary>
    private const string Definition = """
        {
          "definitionId": "slow", "name": "slow",
          "root": {
            "type": "Elsa.Sequence", "id": "all",
            "activities": [
              { "type": "Orchestrator.Step", "id": "one", "adapter": "null", "operation": "do", "input": {} },
              {
                "type": "Orchestrator.Step", "id": "two", "adapter": "mail", "operation": "send", "compensation": "none", "timeout": "01:00:00",
                "input": { "to": "a@example.org", "subject": "s", "text": "t" }
              }
            ]
          }
        }
        """;

    private static readonly Dictionary<string, string> SlowSandbox = new()
    {
        ["ORCHESTRATOR__Sandbox__LatencyMinMs"] = "300000",
        ["ORCHESTRATOR__Sandbox__LatencyMaxMs"] = "300000",
    };

    public static Command Create()
    {
        var database = Options.Database();
        var count = new Option<int>("--activations")
        {
            Description = "How many are in flight.",
            DefaultValueFactory = _ => 10_000,
        };
        var command = new Command("recover", "Time to go on after kill -9.") { database, count };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(database), parsed.GetValue(count)));
        return command;
    }

    private static async Task RunAsync(string? database, int count)
    {
        using var folder = new TemporaryFolder();
        using (var server = await ServerProcess.StartAsync(folder.Path, database, SlowSandbox))
        {
            AnsiConsole.WriteLine($"Start on an empty database: {server.StartTime.TotalSeconds:n2} s");
            using var load = await GrpcLoad.PublishAsync(server.Address, SagaDefinitions.Saga3);
            using var channel = GrpcChannel.ForAddress(server.Address);
            var workflow = await new WorkflowService.WorkflowServiceClient(channel).PublishWorkflowAsync(
                new PublishWorkflowRequest { RequestId = Guid.NewGuid().ToString(), Content = Definition });
            await load.StartAsync(count, workflow.Name);
            await GoOnAsync(server, count);
            Write(server, $"with {count} in flight");
            server.Kill();
        }

        var begun = Stopwatch.GetTimestamp();
        using (var server = await ServerProcess.StartAsync(folder.Path, database, SlowSandbox))
        {
            await GoOnAsync(server, count);
            var (processor, took) = (server.Process.TotalProcessorTime, Stopwatch.GetElapsedTime(begun));
            AnsiConsole.WriteLine(
                $"Answers {server.StartTime.TotalSeconds:n2} s after its start; all {count} go on after "
                + $"{took.TotalSeconds:n2} s, of which {processor.TotalSeconds:n2} s of a processor are its own.");
            Write(server, "the same after kill -9");
        }
    }

    /// <summary>Waits until each has its step's call made, or waiting for its turn at the adapter.</summary>
    private static async Task GoOnAsync(ServerProcess server, int count)
    {
        using var http = new HttpClient();
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < TimeSpan.FromMinutes(2); await Task.Delay(10))
        {
            using var answer = await http.GetAsync(new Uri(server.Http, "/health"));
            using var health = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync());
            if (Number(health, "callsInFlight") + Number(health, "callsWaiting") >= count)
                return;
        }

        throw new TimeoutException($"Not all of {count} activations went on within two minutes.");
    }

    private static int Number(JsonDocument health, string name) => health.RootElement.GetProperty(name).GetInt32();

    private static void Write(ServerProcess server, string when)
    {
        server.Process.Refresh();
        AnsiConsole.WriteLine($"Memory {when}: {server.Process.WorkingSet64 / 1e6:n0} MB.");
    }
}
