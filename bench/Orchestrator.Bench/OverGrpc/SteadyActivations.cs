using Grpc.Core;
using Grpc.Net.Client;
using Orchestrator.V1;

namespace Orchestrator.Bench.OverGrpc;

/// <summary>
/// Activations that do a step every tenth of a second for a minute: when nothing happens in them, nobody works on them.
/// </summary>
internal sealed class SteadyActivations : IDisposable
{
    private const int Steps = 600;
    private readonly GrpcChannel _channel;
    private readonly IReadOnlyList<string> _names;

    private ActivationService.ActivationServiceClient Client => new(_channel);

    private SteadyActivations(Uri seenFrom, IReadOnlyList<string> names) =>
        (_channel, _names) = (GrpcChannel.ForAddress(seenFrom), names);

    /// <param name="startedAt">The server that owns them at first.</param>
    /// <param name="seenFrom">The server that is asked what happens in them.</param>
    /// <param name="count">How many.</param>
    public static async Task<SteadyActivations> StartAsync(Uri startedAt, Uri seenFrom, int count)
    {
        using var channel = GrpcChannel.ForAddress(startedAt);
        var workflow = await new WorkflowService.WorkflowServiceClient(channel).PublishWorkflowAsync(
            new PublishWorkflowRequest { RequestId = Guid.NewGuid().ToString(), Content = Definition() });
        var client = new ActivationService.ActivationServiceClient(channel);
        var started = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => client.StartActivationAsync(new StartActivationRequest
        {
            RequestId = Guid.NewGuid().ToString(),
            Action = V1.Action.Custom,
            Customer = "C-1001",
            Workflow = workflow.Name,
            Channel = Channel.Api,
        }).ResponseAsync));
        return new SteadyActivations(seenFrom, [.. started.Select(one => one.Name)]);
    }

    /// <summary>For each, how long after a moment the first thing happened in it.</summary>
    public Task<TimeSpan[]> GoOnAsync(DateTime after) => Task.WhenAll(_names.Select(async name =>
    {
        await foreach (var time in TimesAsync(name))
        {
            if (time > after)
                return time - after;
        }

        throw new InvalidOperationException($"{name} ended before.");
    }));

    /// <summary>For each, the longest time in which nothing happened between two moments.</summary>
    public Task<TimeSpan[]> StillAsync(DateTime from, DateTime until) => Task.WhenAll(_names.Select(async name =>
    {
        var (last, longest) = (from, TimeSpan.Zero);
        await foreach (var time in TimesAsync(name))
        {
            if (time > from && time - last > longest)
                longest = time - last;
            if (time > until)
                break;
            last = time > from ? time : from;
        }

        return longest;
    }));

    /// <summary>Nothing happens in them any more.</summary>
    public Task HoldAsync() => Task.WhenAll(_names.Select(name => Client.HoldActivationAsync(new HoldActivationRequest
    {
        Name = name,
        RequestId = $"hold-{name}",
        Decision = new Decision { Reason = "measured" },
    }).ResponseAsync));

    public void Dispose() => _channel.Dispose();

    private async IAsyncEnumerable<DateTime> TimesAsync(string name)
    {
        using var watch = Client.WatchActivation(new WatchActivationRequest { Name = name });
        await foreach (var happened in watch.ResponseStream.ReadAllAsync())
            yield return happened.Time.ToDateTime();
    }

    private static string Definition()
    {
        var steps = Enumerable.Range(1, Steps).Select(number =>
            $$"""
            { "type": "Elsa.Delay", "id": "wait-{{number}}", "timeSpan": "00:00:00.1" },
            { "type": "Orchestrator.Step", "id": "step-{{number}}", "adapter": "null", "operation": "do", "input": {} }
            """);
        return $$"""
            {
              "definitionId": "steady", "name": "steady",
              "root": { "type": "Elsa.Sequence", "id": "all", "activities": [ {{string.Join(", ", steps)}} ] }
            }
            """;
    }
}
