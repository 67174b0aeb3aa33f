using Orchestrator.Adapters;
using Orchestrator.TestKit;

namespace Orchestrator.Tests.EndToEnd.Workers;

/// <summary>The example worker on trial, by way of a real server.</summary>
public sealed class WorkerTrial : AdapterTrial
{
    private readonly WorkerHouse _house = WorkerHouse.Open;

    /// <summary>With a world in which there is nothing yet.</summary>
    public WorkerTrial() => File.Delete(Path.Combine(_house.World, "world.json"));

    public override IAdapter Adapter => new PatientAdapter(_house.Adapter);

    public override async Task<string> WorldAsync() =>
        string.Join('\n', (await PythonWorker.BadgesAsync(_house.World)).Select(badge => $"{badge.Key} {badge.Value}"));

    public override AdapterCall Arrange(Mishap mishap, AdapterCall call)
    {
        _house.Relay.Mishaps[call.IdempotencyKey] = mishap;
        return call;
    }

    public override ValueTask DisposeAsync()
    {
        _house.Relay.Mishaps.Clear();
        return ValueTask.CompletedTask;
    }
}
