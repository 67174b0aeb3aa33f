using System.CommandLine;
using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Grpc.Net.Client;
using Orchestrator.Bench.InProcess;
using Orchestrator.Bench.OverGrpc;
using Orchestrator.V1;
using Spectre.Console;

namespace Orchestrator.Bench.Commands;

/// <summary>
/// <c>timeline</c>: what a page of a customer's timeline costs, with few and with many activations of that customer.
/// </summary>
internal static class TimelineCommand
{
    private const int Repeats = 15;
    private const int PageSize = 50;
    private const string Customer = "C-1001";

    public static Command Create()
    {
        var database = Options.Database();
        var activations = new Option<int[]>("--activations")
        {
            Description = "Activations of the customer, from few to many.",
            DefaultValueFactory = _ => [100, 1_000, 10_000],
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command("timeline", "What a page of a timeline costs, by the customer's activations.")
        {
            database, activations,
        };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(database), parsed.GetValue(activations)!));
        return command;
    }

    private static async Task RunAsync(string? database, int[] activations)
    {
        using var folder = new TemporaryFolder();
        using var server = await ServerProcess.StartAsync(folder.Path, database);
        using var channel = GrpcChannel.ForAddress(server.Address);
        var workflow = await new WorkflowService.WorkflowServiceClient(channel).PublishWorkflowAsync(
            new PublishWorkflowRequest
            {
                RequestId = Guid.NewGuid().ToString(),
                Content = SagaDefinitions.Json(SagaDefinitions.Saga3, "null", "fail"),
            });
        var inventory = new InventoryService.InventoryServiceClient(channel);
        var table = Printed.Table("activations", "newest page ms", "page in the middle ms", "oldest page ms", "all pages s", "entries");
        var there = 0;
        foreach (var count in activations)
        {
            await OrderAsync(new ActivationService.ActivationServiceClient(channel), workflow.Name, count - there);
            there = count;

            var begun = Stopwatch.GetTimestamp();
            var (tokens, entries) = await ReadAllAsync(inventory);
            var whole = Stopwatch.GetElapsedTime(begun);
            table.AddRow(
                Printed.Number(count, "n0"),
                await MedianAsync(inventory, new GetTimelineRequest { Customer = Customer, PageSize = PageSize }),
                await MedianAsync(
                    inventory,
                    new GetTimelineRequest { Customer = Customer, PageSize = PageSize, PageToken = tokens[tokens.Count / 2] }),
                await MedianAsync(
                    inventory, new GetTimelineRequest { Customer = Customer, PageSize = PageSize, OldestFirst = true }),
                Printed.Number(whole.TotalSeconds, "n2"),
                Printed.Number(entries, "n0"));
        }

        AnsiConsole.WriteLine(
            $"A page of {PageSize} entries, on {(database is null ? "SQLite" : "PostgreSQL")}: the median of {Repeats}");
        Printed.Write(table);
    }

    private static Task OrderAsync(ActivationService.ActivationServiceClient client, string workflow, int count) =>
        Task.WhenAll(Enumerable.Range(0, 32).Select(async caller =>
        {
            for (var number = caller; number < count; number += 32)
            {
                var request = GrpcLoad.Request(workflow);
                request.Wait = Duration.FromTimeSpan(TimeSpan.FromSeconds(60));
                await client.StartActivationAsync(request);
            }
        }));

    private static async Task<(List<string> Tokens, int Entries)> ReadAllAsync(InventoryService.InventoryServiceClient client)
    {
        var tokens = new List<string> { "" };
        for (var entries = 0; ;)
        {
            var page = await client.GetTimelineAsync(
                new GetTimelineRequest { Customer = Customer, PageSize = PageSize, PageToken = tokens[^1] });
            entries += page.Entries.Count;
            if (page.NextPageToken.Length == 0)
                return (tokens, entries);

            tokens.Add(page.NextPageToken);
        }
    }

    private static async Task<string> MedianAsync(
        InventoryService.InventoryServiceClient client, GetTimelineRequest request)
    {
        var times = new List<double>();
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            var begun = Stopwatch.GetTimestamp();
            await client.GetTimelineAsync(request);
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        return Printed.Number(times.Order().ElementAt(Repeats / 2), "n1");
    }
}
