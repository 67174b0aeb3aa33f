using System.Text.Json;
using Orchestrator.Adapters;

namespace Orchestrator.Engine.Workers;

/// <summary>What workers said that an instance can do, as it is kept.</summary>
/// <param name="Version">The worker's own count: what has a higher one replaces what has a lower one.</param>
/// <param name="What">The description.</param>
public sealed record WorkerDescription(long Version, AdapterDescription What)
{
    /// <summary>UTF-16 units of it as text.</summary>
    public const int LengthMax = 256 * 1024;

    /// <summary>Where no worker has ever said anything.</summary>
    public static WorkerDescription None { get; } = new(long.MinValue, new AdapterDescription("worker", []));

    /// <summary>The description as text: the same for the same.</summary>
    public string Content { get; } = JsonSerializer.Serialize(What);

    public static WorkerDescription Parse(string text) => JsonSerializer.Deserialize<WorkerDescription>(text)!;

    public override string ToString() => JsonSerializer.Serialize(new { Version, What });
}
