using System.Collections.Concurrent;
using Orchestrator.Adapters.Sandbox;
using Orchestrator.Tests.EndToEnd.Processes;
using Orchestrator.V1;

namespace Orchestrator.Tests.EndToEnd.Crashes;

/// <summary>Compares what the clients know, what the server says, and what the world recorded.</summary>
internal sealed class Witness(IReadOnlyList<ServerSite> servers, string sandbox, Ledger ledger)
{
    private static readonly TimeSpan EndMax = TimeSpan.FromSeconds(90);
    private static readonly ParallelOptions Side = new() { MaxDegreeOfParallelism = 8 };

    /// <summary>Waits until everything that was acknowledged has ended, and tells what became of it.</summary>
    public async Task<Verdict> JudgeAsync()
    {
        var events = await AwaitEndsAsync().WaitAsync(EndMax);
        var listed = await ListAsync();
        var calls = SandboxRecord.Read(sandbox).ToLookup(call => ActivationOf(call.Key));

        var byName = listed.ToDictionary(activation => activation.Name);
        var children = listed.Where(activation => activation.Parent.Length > 0).ToLookup(child => child.Parent);
        await WatchAsync(events, listed.Where(one => one.Parent.Length > 0).Select(child => child.Name));
        Outcome OutcomeOf(Order order, string name) =>
            new(order, byName[name], events[name], calls[IdOf(name)].ToDictionary(call => call.Key));
        var outcomes = ledger.Acknowledged
            .SelectMany(entry => entry.Names.Where(byName.ContainsKey).SelectMany(name => children[name]
                .Select(child => OutcomeOf(entry.Order with { Kind = entry.Order.Kind.Child! }, child.Name))
                .Prepend(OutcomeOf(entry.Order, name))))
            .ToList();
        return new Verdict(outcomes)
        {
            Lost = [.. Lost(byName), .. Childless(byName, children), .. StillOpen(listed)],
            Doubled =
            [
                .. SentTwice(listed),
                .. outcomes.SelectMany(outcome => outcome.Doubled()),
                .. calls.Where(group => !byName.Keys.Any(name => IdOf(name) == group.Key)).Select(
                    group => $"calls of {group.Key}, which nobody knows"),
            ],
        };
    }

    /// <summary>The events of each activation, once it has ended.</summary>
    private async Task<ConcurrentDictionary<string, List<ActivationEvent>>> AwaitEndsAsync()
    {
        var events = new ConcurrentDictionary<string, List<ActivationEvent>>();
        await WatchAsync(events, ledger.Acknowledged.SelectMany(entry => entry.Names));
        return events;
    }

    private async Task WatchAsync(ConcurrentDictionary<string, List<ActivationEvent>> events, IEnumerable<string> names)
    {
        var client = new Client(servers, ledger, new Random(0));
        await Parallel.ForEachAsync(names, Side, async (name, _) => events[name] = await client.WatchAsync(name));
    }

    private async Task<List<Activation>> ListAsync()
    {
        var listed = new List<Activation>();
        var request = new ListActivationsRequest { PageSize = 500, View = ActivationView.Full };
        do
        {
            var page = await Processes.Lost.SendUntilAnsweredAsync(
                () => servers[0].Activations.ListActivationsAsync(request).ResponseAsync);
            listed.AddRange(page.Activations);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return listed;
    }

    private IEnumerable<string> Lost(Dictionary<string, Activation> listed) => ledger.Acknowledged
        .SelectMany(entry => entry.Names.Where(name => !listed.ContainsKey(name)).Select(
            name => $"{entry.Order.Id} was acknowledged as {name}, which is not there"));

    private IEnumerable<string> Childless(
        Dictionary<string, Activation> listed, ILookup<string, Activation> children) => ledger.Acknowledged
        .Where(entry => entry.Order.Kind.Child is not null)
        .SelectMany(entry => entry.Names.Where(name => listed.ContainsKey(name) && !children[name].Any()))
        .Select(name => $"{name} has no child");

    private static IEnumerable<string> StillOpen(List<Activation> listed) => listed
        .Where(activation => activation.EndTime is null)
        .Select(activation => $"{activation.OrderReference} ({activation.Name}) has not ended: {activation.State}, "
            + $"{activation.StateReason}");

    private IEnumerable<string> SentTwice(List<Activation> listed)
    {
        foreach (var group in listed.GroupBy(
            activation => (activation.OrderReference, activation.Parent, activation.ParentStep)).Where(
            group => group.Count() > 1))
            yield return $"{group.Key} is {group.Count()} activations: {string.Join(' ', group.Select(activation => activation.Name))}";
        foreach (var (order, names) in ledger.Acknowledged.Where(entry => entry.Names.Count > 1))
            yield return $"{order.Id} was acknowledged as {string.Join(' ', names)}";

        var acknowledged = ledger.Acknowledged.Select(entry => entry.Order.Id).ToHashSet();
        foreach (var activation in listed.Where(activation => !acknowledged.Contains(activation.OrderReference)))
            yield return $"{activation.Name} ({activation.OrderReference}) is nobody's order";
    }

    private static string IdOf(string name) => name["activations/".Length..];

    /// <summary>A key is the activation's name or id, the step, and what is done to it.</summary>
    private static string ActivationOf(string key) => key.Replace("activations/", "").Split('/')[0];
}
