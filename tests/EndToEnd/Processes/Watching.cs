using Grpc.Core;
using Orchestrator.V1;

namespace Orchestrator.Tests.EndToEnd.Processes;

/// <summary>Events as they come, with a bound on how long they may take.</summary>
internal static class Watching
{
    private static readonly TimeSpan Max = TimeSpan.FromSeconds(40);

    /// <summary>The events to the end of the activation.</summary>
    public static Task<List<ActivationEvent>> WatchAsync(this ServerSite site, string name, long after = 0) =>
        site.WatchAsync(name, after, until: []);

    /// <summary>The events up to the first of a type.</summary>
    public static Task<List<ActivationEvent>> WatchAsync(this ServerSite site, string name, long after, string until) =>
        site.WatchAsync(name, after, until: [until]);

    /// <summary>The events up to the first of one of these types; of none, to the end.</summary>
    public static async Task<List<ActivationEvent>> WatchAsync(
        this ServerSite site, string name, long after, string[] until)
    {
        var request = new WatchActivationRequest { Name = name, AfterSequence = after };
        using var watch = site.Activations.WatchActivation(request, deadline: DateTime.UtcNow + Max);
        var events = new List<ActivationEvent>();
        await foreach (var happened in watch.ResponseStream.ReadAllAsync())
        {
            events.Add(happened);
            if (until.Contains(happened.Type))
                return events;
        }

        Assert.True(
            until.Length == 0,
            $"There was no {string.Join(" or ", until)}: {string.Join(' ', events.Select(happened => happened.Type))}");
        return events;
    }
}
