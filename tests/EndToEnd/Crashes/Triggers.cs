using System.Diagnostics;
using System.Globalization;
using Orchestrator.Tests.EndToEnd.Processes;
using Orchestrator.V1;

namespace Orchestrator.Tests.EndToEnd.Crashes;

/// <summary>Workflows that times and an event start.</summary>
internal sealed class Triggers(ServerSite site)
{
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);
    private readonly List<string> _once = [];

    /// <summary>Definitions that start at one time each.</summary>
    public IReadOnlyList<string> Once => _once;

    /// <summary>
    /// A timer and a calendar of each second, an event, and so many single times that fall into what follows.
    /// </summary>
    public async Task PublishAsync(int once)
    {
        await PublishAsync("tick", "'type': 'Elsa.Timer', 'interval': '00:00:01'");
        await PublishAsync("chime", "'type': 'Elsa.Cron', 'cronExpression': '* * * * * *'");
        await PublishAsync("ring", "'type': 'Elsa.Event', 'eventName': 'ring'");
        for (var index = 0; index < once; index++)
        {
            var time = DateTimeOffset.UtcNow.AddSeconds(1 + (index * 3)).ToString("O", CultureInfo.InvariantCulture);
            _once.Add($"once-{index}");
            await PublishAsync(_once[index], $"'type': 'Elsa.StartAt', 'dateTime': '{time}'");
        }
    }

    /// <summary>What nobody asked for, by the channel that says so.</summary>
    public async Task<IReadOnlyList<Activation>> ListAsync()
    {
        var found = new List<Activation>();
        var request = new ListActivationsRequest
        {
            PageSize = 1_000,
            Filter = new ActivationFilter { Channel = Channel.Trigger },
        };
        do
        {
            var page = await Lost.SendUntilAnsweredAsync(
                async () => await site.Activations.ListActivationsAsync(request));
            found.AddRange(page.Activations);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return found;
    }

    /// <summary>Waits until the timer has started another one: it goes on with the new process.</summary>
    public async Task TickAgainAsync()
    {
        var before = Count(await ListAsync(), "tick");
        await UntilAsync(started => Count(started, "tick") > before);
    }

    public Task AllOnceStartedAsync() =>
        UntilAsync(started => _once.TrueForAll(definition => Count(started, definition) > 0));

    private async Task UntilAsync(Predicate<IReadOnlyList<Activation>> isSo)
    {
        for (var patience = Stopwatch.StartNew(); !isSo(await ListAsync()); await Task.Delay(Pace))
            Assert.True(
                patience.Elapsed < PatienceMax, $"It did not come to that. The server wrote:\n{site.Server.Captured}");
    }

    private static int Count(IReadOnlyList<Activation> started, string definition) =>
        started.Count(one => one.Workflow.StartsWith($"workflows/{definition}/", StringComparison.Ordinal));

    private async Task PublishAsync(string id, string start) =>
        await site.Workflows.PublishWorkflowAsync(new PublishWorkflowRequest
        {
            RequestId = $"publish-{id}",
            Content = $$"""
                {'definitionId': '{{id}}', 'name': '{{id}}', 'root': {
                  'id': 'start', {{start}}, 'customProperties': {'canStartWorkflow': true} } }
                """.Replace('\'', '"'),
        });
}
