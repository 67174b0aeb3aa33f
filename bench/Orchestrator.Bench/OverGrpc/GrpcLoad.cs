using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Grpc.Net.Client;
using Orchestrator.Bench.InProcess;
using Orchestrator.V1;

namespace Orchestrator.Bench.OverGrpc;

/// <summary>
/// A closed loop of clients: each sends StartActivation with a wait, and the next one when it is answered.
/// </summary>
public sealed class GrpcLoad : IDisposable
{
    /// <summary>Callers that share a connection.</summary>
    private const int CallersPerConnection = 64;

    private readonly List<GrpcChannel> _channels = [];
    private readonly Uri _address;
    private readonly string _workflow;
    private readonly Activation.Types.State _end;

    private GrpcLoad(Uri address, string workflow, Activation.Types.State end) =>
        (_address, _workflow, _end) = (address, workflow, end);

    /// <summary>For a workflow that is published, and completes.</summary>
    public static GrpcLoad Of(Uri address, string workflow) => new(address, workflow, Activation.Types.State.Completed);

    /// <summary>Publishes the workload's definition.</summary>
    public static async Task<GrpcLoad> PublishAsync(Uri address, string name)
    {
        using var channel = GrpcChannel.ForAddress(address);
        var published = await new WorkflowService.WorkflowServiceClient(channel)
            .PublishWorkflowAsync(new PublishWorkflowRequest
            {
                RequestId = Guid.NewGuid().ToString(),
                Content = SagaDefinitions.Json(name, "null", "fail"),
            });
        var end = name == SagaDefinitions.Saga3 ? Activation.Types.State.Completed : Activation.Types.State.RolledBack;
        return new(address, published.Name, end);
    }

    /// <summary>Runs for that long, after a warm-up of the same load.</summary>
    /// <param name="server">Whose processor time is measured.</param>
    public async Task<LoadFigures> RunAsync(Process server, int inFlight, TimeSpan warmUp, TimeSpan measured)
    {
        await CallersAsync(inFlight, warmUp);
        server.Refresh();
        var (cpu, watch) = (server.TotalProcessorTime, Stopwatch.StartNew());
        var latencies = await CallersAsync(inFlight, measured);
        var time = watch.Elapsed;
        server.Refresh();
        return LoadFigures.Of(inFlight, latencies, time, server.TotalProcessorTime - cpu, 0);
    }

    /// <summary>Starts activations without waiting for their ends.</summary>
    public async Task<IReadOnlyList<string>> StartAsync(int count, string workflow)
    {
        var names = await Task.WhenAll(Enumerable.Range(0, 64).Select(async caller =>
        {
            var client = Client(caller);
            var started = new List<string>();
            for (var number = caller; number < count; number += 64)
                started.Add((await client.StartActivationAsync(Request(workflow))).Name);
            return started;
        }));
        return [.. names.SelectMany(started => started)];
    }

    public void Dispose() => _channels.ForEach(channel => channel.Dispose());

    private async Task<List<TimeSpan>> CallersAsync(int inFlight, TimeSpan time)
    {
        var until = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var callers = await Task.WhenAll(
            Enumerable.Range(0, inFlight).Select(caller => Task.Run(() => CallerAsync(Client(caller), until))));
        return [.. callers.SelectMany(latencies => latencies)];
    }

    private async Task<List<TimeSpan>> CallerAsync(ActivationService.ActivationServiceClient client, long until)
    {
        var latencies = new List<TimeSpan>();
        for (var begun = Stopwatch.GetTimestamp(); begun < until; begun = Stopwatch.GetTimestamp())
        {
            var request = Request(_workflow);
            request.Wait = Duration.FromTimeSpan(TimeSpan.FromSeconds(30));
            var answer = await client.StartActivationAsync(request);
            if (answer.State != _end)
                throw new InvalidOperationException($"{answer.Name} ended as {answer.State}: {answer.StateReason}");

            latencies.Add(Stopwatch.GetElapsedTime(begun));
        }

        return latencies;
    }

    private ActivationService.ActivationServiceClient Client(int caller)
    {
        lock (_channels)
        {
            while (_channels.Count <= caller / CallersPerConnection)
                _channels.Add(GrpcChannel.ForAddress(_address));
            return new(_channels[caller / CallersPerConnection]);
        }
    }

    internal static StartActivationRequest Request(string workflow) => new()
    {
        RequestId = Guid.NewGuid().ToString(),
        Action = V1.Action.Custom,
        Customer = "C-1001",
        Workflow = workflow,
        Requester = "bench",
        Channel = Channel.Api,
        OrderReference = "O-1",
    };
}
